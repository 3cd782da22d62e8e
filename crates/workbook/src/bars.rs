//! Progress of what takes longer than a moment: a bar on a terminal, a plain line per step elsewhere.
//!
//! Progress goes to standard error, so that standard output holds results only.
use std::borrow::Cow;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::context::Context;

/// A step in progress. Dropping it takes it off the terminal.
#[derive(Debug)]
pub struct Step {
    bar: ProgressBar,
}

/// How often the spinner turns.
const TURN: Duration = Duration::from_millis(120);

impl Step {
    /// A step whose length is not known: "Building 3 exercises".
    pub fn open(context: &Context, quiet: bool, what: impl Into<Cow<'static, str>>) -> Self {
        Self::new(context, quiet, None, what.into())
    }

    /// A step of `length` parts.
    pub fn counted(
        context: &Context,
        quiet: bool,
        length: u64,
        what: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(context, quiet, Some(length), what.into())
    }

    fn new(context: &Context, quiet: bool, length: Option<u64>, what: Cow<'static, str>) -> Self {
        if quiet || !context.bars {
            if !quiet {
                context.remark(format!("{what} ..."));
            }
            return Step {
                bar: ProgressBar::hidden(),
            };
        }
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
        let template = match length {
            Some(_) => "{spinner} {prefix} {bar:24} {pos}/{len} {wide_msg:.dim}",
            None => "{spinner} {prefix} {wide_msg:.dim}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(what);
        bar.enable_steady_tick(TURN);
        Step { bar }
    }

    /// What is being done just now.
    pub fn note(&self, what: impl Into<Cow<'static, str>>) {
        self.bar.set_message(what);
    }

    /// Writes a text to standard output, with the bar out of its way.
    pub fn say(&self, context: &Context, text: impl AsRef<str>) {
        self.bar.suspend(|| context.say(text));
    }

    /// One more part is done.
    pub fn advance(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
