//! An execution in the words of the page: what `widgets/stepper.js` reads, and what the static table is made of.
//!
//! This is the only place that turns a trace into what a stepper shows. The script shows it and adds nothing.

use crate::book::listing;
use interleave_trace::{Execution, Failure, FailureKind, Report, ThreadEnd, Verdict};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The version of the JSON form; `widgets/stepper.js` refuses any other.
pub(crate) const VERSION: u32 = 1;

/// From how many lines on only those near the steps are shown.
const LONG: u32 = 30;
/// How near.
const NEAR: u32 = 2;

/// What a stepper shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Stepper {
    version: u32,
    /// The caption.
    pub(crate) title: String,
    /// Why it failed, when it did.
    pub(crate) failure: Option<Why>,
    /// The executions to choose from.
    pub(crate) plays: Vec<Play>,
    /// The program's lines.
    pub(crate) source: Vec<File>,
}

/// Why an execution failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Why {
    /// What happened: "panic", "data race", ...
    pub(crate) kind: &'static str,
    /// The message of the failure.
    pub(crate) message: String,
    /// A sentence or a few.
    pub(crate) reason: String,
    /// Who waits for what, a sentence each.
    pub(crate) waits: Vec<String>,
    /// The id that replays it.
    pub(crate) replay: String,
}

/// One execution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Play {
    /// What the menu calls it.
    pub(crate) label: String,
    /// The columns.
    pub(crate) threads: Vec<Column>,
    /// The shared objects that have a value to show.
    pub(crate) objects: Vec<Shared>,
    /// The rows.
    pub(crate) steps: Vec<Row>,
}

/// A thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: String,
    /// How it ended, in a word; empty when it simply finished.
    pub(crate) end: &'static str,
}

/// A shared object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Shared {
    /// Its name.
    pub(crate) name: String,
    /// The value before the first step, where a step tells it.
    pub(crate) initial: Option<String>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
    /// Its column.
    pub(crate) thread: usize,
    /// Its file: an index into [`Stepper::source`].
    pub(crate) file: usize,
    /// Its line, from 1.
    pub(crate) line: u32,
    /// The line's text.
    pub(crate) code: String,
    /// What was done: "load(Relaxed)".
    pub(crate) action: String,
    /// What came of it: "→ 0".
    pub(crate) result: String,
    /// What else there is to say: where a value came from, what was printed.
    pub(crate) notes: Vec<String>,
    /// The object that it changes (an index into [`Play::objects`]) and the new value.
    pub(crate) sets: Option<(usize, String)>,
    /// How it stands out: "stale", "waits", "failed", or empty.
    pub(crate) mark: &'static str,
}

/// Lines of a source file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct File {
    /// Its path, for the reader.
    pub(crate) path: String,
    /// Numbers and texts. A gap in the numbers is a gap in the text.
    pub(crate) lines: Vec<(u32, String)>,
}

impl Stepper {
    /// The failing execution, with its reason.
    pub(crate) fn of_failure(failure: &Failure) -> Self {
        let mut files = Vec::new();
        let name = |thread| capitalized(&thread_name(&failure.execution, thread));
        let waits = failure.waits.iter().map(|wait| {
            let held = wait.holder.map_or(String::new(), |holder| {
                let since = wait
                    .held_since
                    .as_ref()
                    .map_or(String::new(), |s| format!(" since line {}", s.line));
                format!(
                    ", held by {}{since}",
                    thread_name(&failure.execution, holder)
                )
            });
            format!(
                "{} waits {} since line {}{held}.",
                name(wait.thread),
                wait.what,
                wait.since.line
            )
        });
        let waits = waits.collect();
        let mut play = play(
            "the failing execution".to_owned(),
            &failure.execution,
            &mut files,
        );
        if let Some(last) = play.steps.last_mut()
            && last.mark.is_empty()
        {
            last.mark = "failed";
        }
        Stepper {
            version: VERSION,
            title: headline(failure),
            failure: Some(Why {
                kind: kind(failure.kind),
                message: failure.message.clone(),
                reason: failure.reason.clone(),
                waits,
                replay: failure.replay.clone(),
            }),
            plays: vec![play],
            source: files,
        }
    }

    /// Executions of a program, the first with the number `first`.
    pub(crate) fn of_executions(executions: &[Execution], first: usize) -> Self {
        let mut files = Vec::new();
        let plays = (first..)
            .zip(executions)
            .map(|(number, execution)| play(format!("execution {number}"), execution, &mut files))
            .collect();
        Stepper {
            version: VERSION,
            title: String::new(),
            failure: None,
            plays,
            source: files,
        }
    }

    /// Reads the program's lines below `root`: those of the anchor, else from the first to the last that a step names
    /// (of a long way, what is near the steps), and in any case every line that a step names.
    /// A file that cannot be read keeps the lines that the steps name.
    pub(crate) fn add_source(&mut self, root: &Path, anchor: Option<&str>) -> Result<(), String> {
        let mut anchored = anchor.is_none();
        for (index, file) in self.source.iter_mut().enumerate() {
            let steps = self.plays.iter().flat_map(|play| &play.steps);
            let used: BTreeMap<u32, &str> = steps
                .filter(|row| row.file == index)
                .map(|row| (row.line, row.code.as_str()))
                .collect();
            // rustc's path is relative to the workspace, or absolute.
            let text = std::fs::read_to_string(root.join(&file.path)).unwrap_or_default();
            let marked = anchor.and_then(|anchor| listing::lines(&text, Some(anchor)).ok());
            anchored |= marked.is_some();
            let marked: BTreeSet<u32> = marked
                .into_iter()
                .flatten()
                .map(|(number, _)| number)
                .collect();
            let mut lines = listing::lines(&text, None)?;
            lines.retain(|(number, _)| match marked.is_empty() {
                true => is_near(*number, &used),
                false => marked.contains(number) || used.contains_key(number),
            });
            let cut = listing::indentation(lines.iter().map(|(_, line)| *line));
            file.lines = lines
                .into_iter()
                .map(|(n, line)| (n, line.get(cut..).unwrap_or("").to_owned()))
                .collect();
            if file.lines.is_empty() {
                file.lines = used
                    .iter()
                    .map(|(n, code)| (*n, (*code).to_owned()))
                    .collect();
            }
        }
        match anchor {
            Some(anchor) if !anchored => Err(format!(
                "no file of this execution has an anchor `{anchor}`"
            )),
            _ => Ok(()),
        }
    }
}

/// Whether a line is worth showing beside the lines that the steps name: all between them when those are few.
fn is_near(line: u32, used: &BTreeMap<u32, &str>) -> bool {
    let (Some((first, _)), Some((last, _))) = (used.first_key_value(), used.last_key_value())
    else {
        return false;
    };
    let within = (*first..=*last).contains(&line);
    let is_short = last - first < LONG;
    within
        && (is_short
            || used
                .range(line.saturating_sub(NEAR)..=line + NEAR)
                .next()
                .is_some())
}

/// The caption of a failure: its kind and message.
fn headline(failure: &Failure) -> String {
    let kind = capitalized(kind(failure.kind));
    let first = failure.message.lines().next().unwrap_or_default();
    if first.is_empty() {
        kind
    } else {
        format!("{kind}: {first}")
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// A verdict in a sentence.
pub(crate) fn verdict(report: &Report) -> String {
    let executions = match report.executions {
        1 => "1 execution".to_owned(),
        n => format!("{n} executions"),
    };
    match &report.verdict {
        Verdict::Verified => format!("{executions}, which is every one; none fails"),
        Verdict::Bounded { limit } => {
            format!("{executions} explored; stopped at {limit}; none failed so far")
        }
        Verdict::Failed => "An execution fails".to_owned(),
    }
}

fn kind(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Panic => "panic",
        FailureKind::DataRace => "data race",
        FailureKind::Deadlock => "deadlock",
        FailureKind::Livelock => "livelock",
        FailureKind::Misuse => "misuse",
    }
}

fn play(label: String, execution: &Execution, files: &mut Vec<File>) -> Play {
    let threads = execution
        .threads
        .iter()
        .enumerate()
        .map(|(index, thread)| Column {
            name: thread_name(execution, index),
            end: match thread.end {
                ThreadEnd::Finished => "",
                ThreadEnd::Panicked => "panicked",
                ThreadEnd::Blocked => "waits for ever",
                ThreadEnd::Running => "still running",
            },
        });
    // Only objects with a value are worth a place beside the steps.
    let valued: Vec<usize> = (0..execution.objects.len())
        .filter(|object| {
            let mut steps = execution
                .steps
                .iter()
                .filter(|step| step.object == Some(*object));
            steps.any(|step| step.read.is_some() || step.wrote.is_some())
        })
        .collect();
    let objects = valued.iter().map(|object| Shared {
        name: execution.objects[*object].name.clone(),
        initial: execution
            .steps
            .iter()
            .find(|step| {
                step.object == Some(*object) && step.read.is_some() && step.reads_from.is_none()
            })
            .and_then(|step| step.read.clone()),
    });
    let steps = (0..execution.steps.len())
        .map(|step| row(step, execution, &valued, files))
        .collect();
    Play {
        label,
        threads: threads.collect(),
        objects: objects.collect(),
        steps,
    }
}

fn row(index: usize, execution: &Execution, valued: &[usize], files: &mut Vec<File>) -> Row {
    let step = &execution.steps[index];
    let path = &step.source.file;
    let file = files
        .iter()
        .position(|file| file.path == *path)
        .unwrap_or_else(|| {
            files.push(File {
                path: path.clone(),
                lines: Vec::new(),
            });
            files.len() - 1
        });
    let notes = notes(index, execution);
    let shared = step
        .object
        .and_then(|object| valued.iter().position(|known| *known == object));
    let mark = match (step.stale, step.waits) {
        (_, true) => "waits",
        (true, false) => "stale",
        (false, false) => "",
    };
    Row {
        thread: step.thread,
        file,
        line: step.source.line,
        code: step.source.text.trim().to_owned(),
        action: step.action.clone(),
        result: step.result.clone(),
        notes,
        sets: shared.zip(step.wrote.clone()),
        mark,
    }
}

/// What a step's action and result do not say themselves.
fn notes(index: usize, execution: &Execution) -> Vec<String> {
    let step = &execution.steps[index];
    let mut notes = Vec::new();
    if step.stale {
        notes.push(stale(index, execution));
    } else if let (Some(from), Some(_)) = (step.reads_from, &step.read) {
        let writer = execution.steps[from].thread;
        if writer != step.thread {
            notes.push(format!(
                "written by {} in step {}",
                thread_name(execution, writer),
                from + 1
            ));
        }
    }
    if step.waits && !step.result.contains("waits") {
        notes.push("waits".to_owned());
    }
    if let Some(printed) = &step.printed
        && step.result.is_empty()
    {
        notes.push(format!("prints: {}", printed.trim_end()));
    }
    notes
}

/// Where an old value came from, and which newer one was passed over.
fn stale(index: usize, execution: &Execution) -> String {
    let step = &execution.steps[index];
    let from = match step.reads_from {
        Some(from) => format!("stale: from step {}", from + 1),
        None => "stale: the initial value".to_owned(),
    };
    let mut earlier = execution.steps[..index].iter();
    let newer = earlier.rposition(|other| other.object == step.object && other.wrote.is_some());
    match newer {
        Some(newer) if Some(newer) != step.reads_from => {
            let value = execution.steps[newer].wrote.as_deref().unwrap_or_default();
            format!("{from}, though step {} wrote {value}", newer + 1)
        }
        _ => from,
    }
}

/// A thread as the page calls it: by its name, or "thread 1" when the program gave it none.
fn thread_name(execution: &Execution, index: usize) -> String {
    match execution
        .threads
        .get(index)
        .map(|thread| thread.name.as_str())
    {
        Some(name) if !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit()) => {
            name.to_owned()
        }
        Some(number) if !number.is_empty() => format!("thread {number}"),
        _ => format!("thread {index}"),
    }
}
