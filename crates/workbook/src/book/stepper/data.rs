//! An execution in the words of the page: what `widgets/stepper.js` reads, and what the static table is made of.
//!
//! This is the only place that turns a trace into what a stepper shows. The script shows it and adds nothing.

use super::words;
use crate::book::listing;
use interleave_trace::{Execution, Failure};
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
    /// Its file: an index into [`Stepper::source`]; none for a step that std takes of its own accord.
    pub(crate) file: Option<usize>,
    /// Its line, from 1.
    pub(crate) line: u32,
    /// The same for the reader: "line 12", "cases:20".
    pub(crate) place: String,
    /// The line's text, for a file that cannot be read.
    #[serde(skip)]
    code: String,
    /// What was done: "load(Relaxed)", "Mutex 2: lock()" where it would not be clear to which.
    pub(crate) action: String,
    /// What came of it: "→ 0"; empty when that is said in words, in the notes.
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
        let files = files(std::slice::from_ref(&failure.execution));
        let mut play = play(
            "the failing execution".to_owned(),
            &failure.execution,
            &files,
        );
        if let Some(last) = play.steps.last_mut()
            && last.mark.is_empty()
        {
            last.mark = "failed";
        }
        Stepper {
            version: VERSION,
            title: words::headline(failure),
            failure: Some(Why {
                kind: words::kind(failure.kind),
                message: failure.message.clone(),
                reason: failure.reason.clone(),
                waits: words::waits(failure),
                replay: failure.replay.clone(),
            }),
            plays: vec![play],
            source: files,
        }
    }

    /// Executions of a program, the first with the number `first`.
    pub(crate) fn of_executions(executions: &[Execution], first: usize) -> Self {
        let files = files(executions);
        let plays = (first..)
            .zip(executions)
            .map(|(number, execution)| play(format!("execution {number}"), execution, &files))
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
                .filter(|row| row.file == Some(index))
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

/// The files that the steps name, the reader's own first; std's are left out.
fn files(executions: &[Execution]) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    for step in executions.iter().flat_map(|execution| &execution.steps) {
        let path = &step.source.file;
        if !step.source.is_std() && files.iter().all(|file| file.path != *path) {
            let (path, lines) = (path.clone(), Vec::new());
            files.push(File { path, lines });
        }
    }
    files.sort_by_key(|file| words::is_test(&file.path));
    files
}

fn play(label: String, execution: &Execution, files: &[File]) -> Play {
    let threads = execution.threads.iter().enumerate();
    let threads = threads.map(|(index, thread)| Column {
        name: words::thread(execution, index),
        end: words::end(thread.end),
    });
    // Only objects with a value are worth a place beside the steps.
    let steps_on = |object| {
        execution
            .steps
            .iter()
            .filter(move |step| step.object == Some(object))
    };
    let valued: Vec<usize> = (0..execution.objects.len())
        .filter(|object| steps_on(*object).any(|step| step.read.is_some() || step.wrote.is_some()))
        .collect();
    let objects = valued.iter().map(|object| Shared {
        name: execution.objects[*object].name.clone(),
        initial: steps_on(*object)
            .find(|step| step.read.is_some() && step.reads_from.is_none())
            .and_then(|step| step.read.clone()),
    });
    let steps = (0..execution.steps.len()).map(|step| row(step, execution, &valued, files));
    Play {
        label,
        threads: threads.collect(),
        objects: objects.collect(),
        steps: steps.collect(),
    }
}

fn row(index: usize, execution: &Execution, valued: &[usize], files: &[File]) -> Row {
    let step = &execution.steps[index];
    let file = files.iter().position(|file| file.path == step.source.file);
    let shared = step
        .object
        .and_then(|object| valued.iter().position(|known| *known == object));
    let mark = match (step.stale, step.waits) {
        (_, true) => "waits",
        (true, false) => "stale",
        (false, false) => "",
    };
    // A value ("→ 0") stands beside the action, words below it.
    let mut notes = words::notes(index, execution);
    let in_words = step.result.starts_with(char::is_alphabetic);
    if in_words {
        notes.insert(0, step.result.clone());
    }
    Row {
        thread: step.thread,
        file,
        line: step.source.line,
        place: words::place(&step.source, file),
        code: step.source.text.trim().to_owned(),
        action: words::action(step, execution),
        result: if in_words {
            String::new()
        } else {
            step.result.clone()
        },
        notes,
        sets: shared.zip(step.wrote.clone()),
        mark,
    }
}
