//! Executions as the listings' program would export them.

use interleave_trace::{
    Execution, Exploration, Failure, FailureKind, Object, Report, Source, Step, Thread, ThreadEnd,
    VERSION, Verdict,
};

/// `ID.json` of a lost update: two threads load, then both store.
pub(crate) fn lost_update() -> String {
    let execution = lost_update_execution();
    let report = report(
        Verdict::Failed,
        2,
        Some(lost_update_failure(execution.clone())),
    );
    file("lost_update", &exploration(report, vec![execution]), "null")
}

/// A report of that failure, with the lines of `file`.
pub(crate) fn lost_update_report(file: &str) -> Report {
    let mut execution = lost_update_execution();
    for step in &mut execution.steps {
        step.source.file = file.to_owned();
    }
    report(Verdict::Failed, 2, Some(lost_update_failure(execution)))
}

/// `ID.json` of store buffering: two executions, one of them with stale reads.
pub(crate) fn store_buffer() -> String {
    let object = |name: &str| Object {
        kind: "AtomicU32".into(),
        name: name.into(),
    };
    let threads = ["left", "right"].map(|name| thread(name, ThreadEnd::Finished));
    let run = |stale: bool| {
        let value = if stale { "0" } else { "1" };
        let mut last = step(1, 8, "load(Relaxed)", &format!("→ {value}"), Some(0));
        last.read = Some(value.into());
        last.stale = stale;
        last.reads_from = (!stale).then_some(0);
        let mut first = step(0, 7, "load(Relaxed)", "→ 0", Some(1));
        first.read = Some("0".into());
        Execution {
            threads: threads.to_vec(),
            objects: vec![object("X"), object("Y")],
            steps: vec![write(0, 7, "1", 0), first, write(1, 8, "1", 1), last],
        }
    };
    let report = report(Verdict::Verified, 2, None);
    let exploration = exploration(report, vec![run(true), run(false)]);
    file("store_buffer", &exploration, r#"["(0, 0)","(0, 1)"]"#)
}

fn lost_update_execution() -> Execution {
    let mut steps = Vec::new();
    for thread in [1, 2] {
        let mut load = step(thread, 9, "load(SeqCst)", "→ 0", Some(0));
        load.read = Some("0".into());
        steps.push(load);
    }
    steps.push(write(1, 11, "1", 0));
    steps.push(write(2, 11, "1", 0));
    steps.push(step(0, 18, "join()", "", None));
    let mut last = step(0, 20, "load(SeqCst)", "→ 1", Some(0));
    (last.read, last.reads_from) = (Some("1".into()), Some(3));
    steps.push(last);
    Execution {
        threads: vec![
            thread("main", ThreadEnd::Panicked),
            thread("1", ThreadEnd::Finished),
            thread("2", ThreadEnd::Finished),
        ],
        objects: vec![Object {
            kind: "AtomicU32".into(),
            name: "COUNTER".into(),
        }],
        steps,
    }
}

fn lost_update_failure(execution: Execution) -> Failure {
    Failure {
        kind: FailureKind::Panic,
        message: "an update was lost: <1> is not 2".into(),
        at: None,
        reason: "Thread 2 stored over the value that thread 1 had stored after thread 2 read."
            .into(),
        waits: Vec::new(),
        replay: "a1b2".into(),
        execution,
    }
}

fn thread(name: &str, end: ThreadEnd) -> Thread {
    Thread {
        name: name.into(),
        end,
    }
}

fn step(thread: usize, line: u32, action: &str, result: &str, object: Option<usize>) -> Step {
    Step {
        thread,
        source: Source {
            file: "book/listings/src/lost_update.rs".into(),
            line,
            column: 5,
            text: format!("line {line}"),
        },
        action: action.into(),
        result: result.into(),
        object,
        read: None,
        wrote: None,
        reads_from: None,
        stale: false,
        printed: None,
        waits: false,
    }
}

fn write(thread: usize, line: u32, value: &str, object: usize) -> Step {
    let mut step = step(
        thread,
        line,
        "store(SeqCst)",
        &format!("← {value}"),
        Some(object),
    );
    step.wrote = Some(value.into());
    step
}

fn report(verdict: Verdict, executions: u64, failure: Option<Failure>) -> Report {
    Report {
        version: VERSION,
        test: None,
        verdict,
        executions,
        blocked: 0,
        runs: executions,
        micros: 0,
        failure,
    }
}

fn exploration(report: Report, executions: Vec<Execution>) -> Exploration {
    Exploration {
        version: VERSION,
        report,
        executions,
        complete: true,
    }
}

fn file(id: &str, exploration: &Exploration, outcomes: &str) -> String {
    let exploration = serde_json::to_string(exploration).expect("plain data");
    format!(r#"{{"version":1,"id":"{id}","exploration":{exploration},"outcomes":{outcomes}}}"#)
}
