//! What every command needs: the workbook, how to speak to the user, and whether to stop.
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::exit::Problem;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless the environment variable `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// For whom to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For scripts: one JSON object, with a version.
    Json,
}

/// What every command needs.
#[derive(Debug, Clone)]
pub struct Context {
    /// The workbook's root, absolute.
    pub root: PathBuf,
    /// Whether standard output is coloured.
    pub colour: bool,
    /// How wide standard output is.
    pub width: usize,
    /// Whether a progress bar may be drawn on standard error.
    pub bars: bool,
    /// Whether to show everything, cargo's words too.
    pub verbose: bool,
    /// Set by Ctrl-C.
    pub interrupted: Arc<AtomicBool>,
}

impl Context {
    /// The context for a workbook, as the terminal and the environment suggest.
    pub fn new(root: PathBuf, colour: Colour, verbose: bool, interrupted: Arc<AtomicBool>) -> Self {
        let terminal = io::stdout().is_terminal();
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let colour = match colour {
            Colour::Auto => terminal && wanted && !dumb(),
            Colour::Always => true,
            Colour::Never => false,
        };
        let width = if terminal {
            console_width().unwrap_or(80)
        } else {
            80
        };
        let bars = io::stderr().is_terminal() && !dumb() && !verbose;
        Context {
            root,
            colour,
            width,
            bars,
            verbose,
            interrupted,
        }
    }

    /// The catalogue, read anew.
    ///
    /// # Errors
    /// As [`Catalogue::read`].
    pub fn catalogue(&self) -> Result<Catalogue, Problem> {
        Catalogue::read(&self.root)
    }

    /// Whether the user has asked to stop.
    pub fn stopped(&self) -> bool {
        // ORDERING: a flag by itself; nothing is read on the strength of it.
        self.interrupted.load(Ordering::Relaxed)
    }

    /// Writes a text to standard output, with a newline. A reader that has gone away (`| head`) is no error.
    pub fn say(&self, text: impl AsRef<str>) {
        let _ = writeln!(io::stdout().lock(), "{}", text.as_ref());
    }

    /// Writes a remark to standard error, with a newline.
    pub fn remark(&self, text: impl AsRef<str>) {
        let _ = writeln!(io::stderr().lock(), "{}", text.as_ref());
    }

    /// Writes a value as JSON to standard output.
    ///
    /// # Errors
    /// The value cannot be written as JSON, which is a mistake of ours.
    pub fn say_json(&self, value: &impl Serialize) -> anyhow::Result<()> {
        self.say(serde_json::to_string_pretty(value)?);
        Ok(())
    }

    /// The text in a style, if there is colour.
    pub fn paint(&self, style: Style, text: impl AsRef<str>) -> String {
        let text = text.as_ref();
        if self.colour {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// The folder of the program's own notes about this learner: progress, backups.
    pub fn notes(&self) -> PathBuf {
        self.root.join(".workbook")
    }

    /// The path as the user would write it: from the root where it is below it.
    pub fn shown<'p>(&self, path: &'p Path) -> std::path::Display<'p> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}

/// A heading, a name.
pub const STRONG: Style = Style::new().bold();
/// What can be passed over.
pub const QUIET: Style = Style::new().dimmed();
/// Solved.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Not yet.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// Worth a look.
pub const WARNING: Style = AnsiColor::Yellow.on_default();

fn dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

fn console_width() -> Option<usize> {
    console::Term::stdout()
        .size_checked()
        .map(|(_, columns)| usize::from(columns))
        .filter(|columns| *columns > 0)
}
