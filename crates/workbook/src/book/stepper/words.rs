//! The words of a stepper: how a step, a thread, a failure is called on the page.
//!
//! The same words as the terminal's (`interleave_trace::text`), so that a reader recognizes what both show.

use interleave_trace::{
    Execution, Failure, FailureKind, Files, Report, Source, Step, ThreadEnd, Verdict,
};

/// The caption of a failure: its kind and message.
pub(super) fn headline(failure: &Failure) -> String {
    let kind = capitalized(kind(failure.kind));
    let first = failure.message.lines().next().unwrap_or_default();
    if first.is_empty() {
        kind
    } else {
        format!("{kind}: {first}")
    }
}

/// Who waits for what, a sentence each.
pub(super) fn waits(failure: &Failure) -> Vec<String> {
    let name = |index| thread(&failure.execution, index);
    let files = Files::of(&failure.execution.steps);
    // " since line 12", or " in std", whose lines are not shown.
    let since_where = |source: &Source| {
        let word = if source.is_std() { "in" } else { "since" };
        format!(" {word} {}", files.line(source))
    };
    let sentence = |wait: &interleave_trace::Wait| {
        let held = wait.holder.map_or(String::new(), |holder| {
            let since = wait.held_since.as_ref();
            let since = since.map_or(String::new(), since_where);
            format!(", held by {}{since}", name(holder))
        });
        let who = capitalized(&name(wait.thread));
        let since = since_where(&wait.since);
        format!("{who} waits {}{since}{held}.", wait.what)
    };
    failure.waits.iter().map(sentence).collect()
}

/// A verdict in a sentence.
pub(super) fn verdict(report: &Report) -> String {
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

/// A failure's kind.
pub(super) fn kind(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Panic => "panic",
        FailureKind::DataRace => "data race",
        FailureKind::Deadlock => "deadlock",
        FailureKind::Livelock => "livelock",
        FailureKind::Leak => "leak",
        FailureKind::Misuse => "misuse",
    }
}

/// How a thread ended; nothing when it simply finished.
pub(super) fn end(end: ThreadEnd) -> &'static str {
    match end {
        ThreadEnd::Finished => "",
        ThreadEnd::Panicked => "panicked",
        ThreadEnd::Blocked => "waits for ever",
        ThreadEnd::Running => "still running",
    }
}

/// A thread: by its name, or "thread 1" when the program gave it none.
pub(super) fn thread(execution: &Execution, index: usize) -> String {
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

/// What was done; with the object's name when there are several of its kind and the step would not say which.
pub(super) fn action(step: &Step, execution: &Execution) -> String {
    let object = step.object.and_then(|object| execution.objects.get(object));
    let ambiguous = object.filter(|object| {
        let alike = execution
            .objects
            .iter()
            .filter(|other| other.kind == object.kind)
            .count();
        let said = step.action.contains(&object.name) || step.result.contains(&object.name);
        alike > 1 && object.kind != "thread" && !said
    });
    match ambiguous {
        Some(object) => format!("{}: {}", object.name, step.action),
        None => step.action.clone(),
    }
}

/// Where a step stands. `file` is its place among the shown files; the first of them goes without a name.
pub(super) fn place(source: &Source, file: Option<usize>) -> String {
    match file {
        None => "in std".to_owned(),
        Some(0) => format!("line {}", source.line),
        Some(_) => format!("{}:{}", short(&source.file), source.line),
    }
}

/// Whether a file belongs to the checks and not to the reader.
pub(super) fn is_test(path: &str) -> bool {
    path.split(['/', '\\']).any(|part| part == "tests")
}

/// "cases" for "tests/cases/mod.rs", "helper" for "src/helper.rs".
fn short(path: &str) -> &str {
    let mut from_end = path.split(['/', '\\']).rev();
    let name = from_end.next().unwrap_or(path);
    match name.strip_suffix(".rs").unwrap_or(name) {
        "mod" => from_end.next().unwrap_or("mod"),
        stem => stem,
    }
}

/// What a step's action and result do not say themselves.
pub(super) fn notes(index: usize, execution: &Execution) -> Vec<String> {
    let step = &execution.steps[index];
    let mut notes = Vec::new();
    if step.stale {
        notes.push(stale(index, execution));
    } else if let (Some(from), Some(_)) = (step.reads_from, &step.read) {
        let writer = execution.steps[from].thread;
        if writer != step.thread {
            let writer = thread(execution, writer);
            notes.push(format!("written by {writer} in step {}", from + 1));
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

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
