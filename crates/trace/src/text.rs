//! Executions and failures as text for a terminal: one row a step, one column a thread.
//!
//! Relies on the data being what [`crate`] says, and on nothing else: it opens no file, and asks neither the
//! terminal nor the environment (the caller says how wide and whether in colour). An index that points
//! nowhere is left out, never a panic: this text is often all that a learner gets.
//! Whatever the program printed is shown with its control characters escaped.

mod cells;
mod layout;
mod style;
mod wrap;

use crate::{Execution, Failure, FailureKind, Report, Source, Verdict};
use style::{Painter, Style};

/// How to render.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The terminal's width in columns; 80 where there is no terminal.
    pub width: usize,
    /// Whether to colour with ANSI escape sequences. The caller honours `NO_COLOR` and asks for a terminal.
    pub colour: bool,
    /// The exercise whose check failed, where that is known: the replay line is then a command.
    pub exercise: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            width: 80,
            colour: false,
            exercise: None,
        }
    }
}

/// A table cannot be narrower than this; a narrower terminal wraps the lines itself.
const NARROWEST: usize = 40;

/// Sentences wider than this are hard to read, however wide the terminal.
const WIDEST_PROSE: usize = 100;

/// The explanation of a failure: what happened, the execution, who waits for what, the reason, how to replay it.
///
/// The text ends with a newline.
pub fn failure(failure: &Failure, options: &Options) -> String {
    let mut page = Page::new(options);
    page.headline(failure);
    page.execution(&failure.execution);
    page.waits(failure);
    page.reason(&failure.reason);
    page.replay(&failure.replay);
    page.text
}

/// The verdict and its counts in a sentence, and the explanation of the failure if there is one.
///
/// The text ends with a newline.
pub fn report(report: &Report, options: &Options) -> String {
    let mut page = Page::new(options);
    let executions = counted(report.executions, "execution", "executions");
    match (&report.verdict, &report.failure) {
        (Verdict::Verified, _) => {
            page.prose(
                &format!("Verified: {executions} explored, which is every one, and none failed."),
                Style::Good,
            );
        }
        (Verdict::Bounded { limit }, _) => {
            let said = format!(
                "Not verified: {executions} explored and none failed, but there are more: the limit {limit} was hit."
            );
            page.prose(&said, Style::Warning);
        }
        (Verdict::Failed, Some(found)) => page.text = failure(found, options),
        (Verdict::Failed, None) => page.prose(
            "Failed, and the failing execution was not kept.",
            Style::Bad,
        ),
    }
    page.text
}

/// An execution by itself, without a failure: the table of its steps.
pub fn execution(execution: &Execution, options: &Options) -> String {
    let mut page = Page::new(options);
    page.execution(execution);
    page.text.trim_start_matches('\n').to_owned()
}

/// The words for a kind of failure, as headlines begin.
pub fn kind(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Panic => "Panic",
        FailureKind::DataRace => "Data race",
        FailureKind::Deadlock => "Deadlock",
        FailureKind::Livelock => "Livelock",
        FailureKind::Leak => "Leak",
        FailureKind::Misuse => "Misuse",
    }
}

/// A count with its noun, and its digits in groups: "1,680 executions".
pub fn counted(count: u64, one: &str, many: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if count == 1 { one } else { many })
}

/// The text as it grows, part by part.
struct Page<'o> {
    options: &'o Options,
    width: usize,
    paint: Painter,
    text: String,
}

impl<'o> Page<'o> {
    fn new(options: &'o Options) -> Self {
        Page {
            options,
            width: options.width.max(NARROWEST),
            paint: Painter { on: options.colour },
            text: String::new(),
        }
    }

    fn line(&mut self, text: &str, style: Style) {
        self.text.push_str(&self.paint.paint(text, style));
        self.text.push('\n');
    }

    fn blank(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn prose(&mut self, text: &str, style: Style) {
        for line in wrap::wrap(text, self.width.min(WIDEST_PROSE)) {
            self.line(&line, style);
        }
    }

    /// Prose with its second and further lines indented by as much as `lead` is wide.
    fn hanging(&mut self, lead: &str, text: &str, style: Style) {
        let indent = wrap::width(lead);
        let lines = wrap::wrap(
            text,
            self.width.min(WIDEST_PROSE).saturating_sub(indent).max(20),
        );
        for (i, line) in lines.iter().enumerate() {
            let lead = if i == 0 {
                lead.to_owned()
            } else {
                " ".repeat(indent)
            };
            self.line(&format!("{lead}{line}"), style);
        }
    }

    fn headline(&mut self, failure: &Failure) {
        let kind = kind(failure.kind);
        // "Deadlock: every thread waits" and not "Deadlock: deadlock: every thread waits".
        let message = failure.message.trim_end();
        let named = message
            .get(..kind.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(kind));
        let said = if named {
            message.to_owned()
        } else {
            format!("{kind}: {message}")
        };
        self.prose(&said, Style::Bad);
        if let Some(at) = &failure.at {
            self.line(&format!("at {}", place(at)), Style::Quiet);
        }
    }

    fn execution(&mut self, execution: &Execution) {
        if execution.steps.is_empty() {
            return;
        }
        self.blank();
        let cells = cells::Cells::of(execution);
        for line in layout::lay_out(&cells, self.width, self.paint) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
        if let Some(legend) = &cells.legend {
            self.prose(legend, Style::Quiet);
        }
    }

    fn waits(&mut self, failure: &Failure) {
        if failure.waits.is_empty() {
            return;
        }
        let name = |index: usize| cells::thread_name(&failure.execution, index);
        let mut ends = vec![];
        for wait in &failure.waits {
            let mut said = format!(
                "{} waits {}, at {}",
                name(wait.thread),
                wait.what,
                place(&wait.since)
            );
            quote(&mut said, &wait.since);
            if let Some(holder) = wait.holder {
                let holder = if holder == wait.thread {
                    "itself".to_owned()
                } else {
                    name(holder)
                };
                said.push_str(&format!("\nheld by {holder}"));
                if let Some(since) = &wait.held_since {
                    said.push_str(&format!(" since {}", place(since)));
                    quote(&mut said, since);
                }
            }
            ends.push(said);
        }
        self.blank();
        for said in ends {
            self.hanging("- ", &said, Style::Plain);
        }
    }

    fn reason(&mut self, reason: &str) {
        if !reason.trim().is_empty() {
            self.blank();
            self.hanging("Why: ", reason.trim(), Style::Strong);
        }
    }

    fn replay(&mut self, id: &str) {
        if id.is_empty() {
            return;
        }
        self.blank();
        // Never wrapped: it is there to be copied.
        let how = match &self.options.exercise {
            Some(exercise) => format!("replay: cargo workbook replay {exercise} {id}"),
            None => format!("replay: interleave::Explorer::new().replay(\"{id}\").check(|| ...)"),
        };
        self.line(&wrap::clean(&how), Style::Quiet);
    }
}

/// A place as compilers write it, so that terminals and editors make a link of it.
fn place(source: &Source) -> String {
    match source.column {
        _ if source.is_std() => "a line of std".to_owned(),
        0 => format!("{}:{}", source.file, source.line),
        column => format!("{}:{}:{column}", source.file, source.line),
    }
}

/// Adds the source line below what was said, when it is known.
fn quote(said: &mut String, source: &Source) {
    if !source.text.is_empty() && !source.is_std() {
        said.push_str(&format!("\n    {}", source.text));
    }
}

#[cfg(test)]
mod tests;
