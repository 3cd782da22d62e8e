//! What stands in the cells: the source line of each step and what came of it, in words.
//!
//! Knows nothing of widths; [`super::layout`] cuts and wraps.
use super::style::Style;
use super::wrap::clean;
use crate::{Execution, Files, Step, ThreadEnd};

/// All that the table of an execution says.
pub(super) struct Cells {
    /// The names of the threads that have a step, in their order.
    pub(super) threads: Vec<String>,
    /// One for each step that is shown.
    pub(super) entries: Vec<Entry>,
    /// What the marks before line numbers mean, when the steps stand in several files.
    pub(super) legend: Option<String>,
}

/// One step.
pub(super) struct Entry {
    /// From 1, as the text counts.
    pub(super) number: usize,
    /// An index into [`Cells::threads`].
    pub(super) thread: usize,
    /// The line number and the line; `None` when the step before it, by the same thread, was on the same line.
    pub(super) source: Option<String>,
    /// What came of it, a line each.
    pub(super) effects: Vec<(Style, String)>,
    /// How many steps before it are left out.
    pub(super) left_out: usize,
}

/// Of an execution with more steps than this the middle is left out: nobody reads it, and the JSON has it.
const MOST_STEPS: usize = 150;
/// How many are then shown of the beginning.
const BEGINNING: usize = 30;

impl Cells {
    pub(super) fn of(execution: &Execution) -> Self {
        let steps = &execution.steps;
        let mut shown: Vec<usize> = steps.iter().map(|step| step.thread).collect();
        shown.sort_unstable();
        shown.dedup();
        let files = Files::of(steps);
        let mut entries: Vec<Entry> = vec![];
        let end = match steps.len() {
            few if few <= MOST_STEPS => BEGINNING.min(few),
            many => many - (MOST_STEPS - BEGINNING),
        };
        for index in (0..BEGINNING.min(end)).chain(end..steps.len()) {
            let step = &steps[index];
            let left_out = index - entries.last().map_or(0, |before| before.number);
            let repeats = index > 0
                && left_out == 0
                && steps[index - 1].thread == step.thread
                && same_line(&steps[index - 1], step);
            entries.push(Entry {
                number: index + 1,
                thread: shown
                    .iter()
                    .position(|thread| *thread == step.thread)
                    .unwrap_or(0),
                source: (!repeats).then(|| clean(&files.quote(&step.source))),
                effects: effects(execution, index),
                left_out,
            });
        }
        Cells {
            threads: shown
                .iter()
                .map(|thread| thread_name(execution, *thread))
                .collect(),
            entries,
            legend: files.legend(),
        }
    }
}

/// A thread as the text calls it: by its name, or "thread 1" when the program gave it none.
pub(super) fn thread_name(execution: &Execution, index: usize) -> String {
    match execution
        .threads
        .get(index)
        .map(|thread| thread.name.as_str())
    {
        Some(name) if !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit()) => {
            clean(name)
        }
        Some(number) if !number.is_empty() => format!("thread {number}"),
        _ => format!("thread {index}"),
    }
}

fn same_line(a: &Step, b: &Step) -> bool {
    (a.source.file == b.source.file && a.source.line == b.source.line)
        || (a.source.is_std() && b.source.is_std())
}

/// What came of a step, in lines.
fn effects(execution: &Execution, index: usize) -> Vec<(Style, String)> {
    let step = &execution.steps[index];
    if let Some(printed) = &step.printed {
        let printed = printed.strip_suffix('\n').unwrap_or(printed);
        return printed
            .split('\n')
            .map(|line| (Style::Plain, clean(&format!("prints: {line}"))))
            .collect();
    }
    // "panics: assertion failed", for what it panics with is a message.
    let colon = if step.action == "panics" && !step.result.is_empty() {
        ":"
    } else {
        ""
    };
    let mut said = match ambiguous_object(execution, step) {
        Some(object) => format!("{object}: {}{colon}", step.action),
        None => format!("{}{colon}", step.action),
    };
    let last = !execution.steps[index + 1..]
        .iter()
        .any(|later| later.thread == step.thread);
    let ended = execution.threads.get(step.thread).map(|thread| thread.end);
    let waiting = match (step.waits, last && ended == Some(ThreadEnd::Blocked)) {
        (false, _) => "",
        (true, false) => "waits",
        (true, true) => "waits for ever",
    };
    // What the checker says already is not said again.
    for more in [step.result.as_str(), waiting] {
        if !more.is_empty() && !said.ends_with(more) {
            said.push(' ');
            said.push_str(more);
        }
    }
    let panics = last && ended == Some(ThreadEnd::Panicked);
    let bad = waiting == "waits for ever" || panics;
    let style = if bad { Style::Bad } else { Style::Plain };
    let mut lines = vec![(style, clean(&said))];
    if step.stale {
        lines.push((Style::Warning, stale(execution, index)));
    }
    lines
}

/// Why a read is marked: where its value came from, and which newer one it passed over.
fn stale(execution: &Execution, index: usize) -> String {
    let step = &execution.steps[index];
    let newer = execution.steps[..index]
        .iter()
        .rposition(|other| other.object == step.object && other.wrote.is_some());
    let from = match step.reads_from {
        Some(from) => format!("stale: from step {}", from + 1),
        None => "stale: the initial value".to_owned(),
    };
    match newer {
        Some(newer) if Some(newer) != step.reads_from => {
            let value = execution.steps[newer].wrote.as_deref().unwrap_or_default();
            clean(&format!("{from}, though step {} wrote {value}", newer + 1))
        }
        _ => from,
    }
}

/// The object's name, when the execution has several objects of its kind and the step would not say which.
fn ambiguous_object<'e>(execution: &'e Execution, step: &Step) -> Option<&'e str> {
    let object = execution.objects.get(step.object?)?;
    let used = |index: usize| {
        execution
            .steps
            .iter()
            .any(|step| step.object == Some(index))
    };
    let alike = execution
        .objects
        .iter()
        .enumerate()
        .filter(|(i, other)| other.kind == object.kind && used(*i))
        .count();
    let obvious = object.kind == "thread"
        || step.result.contains(&object.name)
        || step.action.contains(&object.name);
    (alike > 1 && !obvious).then_some(object.name.as_str())
}
