//! The reports as data: versioned, complete, and the same after a round trip.

mod support;

use interleave::FailureKind::Panic;
use interleave::sync::atomic::Ordering::{Relaxed, SeqCst};
use interleave::sync::atomic::{AtomicBool, AtomicU32};
use interleave::sync::{Arc, Mutex};
use interleave::{Explorer, explore, println, thread};
use interleave_trace as trace;
use serde_json::Value;
use std::path::PathBuf;
use support::fails;

fn lost_update() {
    let count = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&count);
    let other = thread::Builder::new()
        .name("adder".into())
        .spawn(move || theirs.store(theirs.load(SeqCst) + 1, SeqCst))
        .unwrap();
    println!("main adds");
    count.store(count.load(SeqCst) + 1, SeqCst);
    other.join().unwrap();
    assert_eq!(count.load(SeqCst), 2);
}

fn fine() {
    *Mutex::new(0).lock().unwrap() += 1;
}

/// The report is the same after it was read back.
fn round_trip(json: &str) -> trace::Report {
    let report: trace::Report = serde_json::from_str(json).expect("what was written can be read");
    let again = serde_json::to_string(&report).unwrap();
    let (first, second): (Value, Value) = (
        serde_json::from_str(json).unwrap(),
        serde_json::from_str(&again).unwrap(),
    );
    assert_eq!(first, second);
    report
}

#[test]
fn a_report_round_trips_and_has_its_version() {
    let report = explore(lost_update);
    let read = round_trip(&report.to_json());
    assert_eq!(read.version, trace::VERSION);
    assert_eq!(read.verdict, trace::Verdict::Failed);
    assert_eq!(
        (read.executions, read.blocked, read.runs),
        (report.executions(), report.blocked(), report.runs())
    );
    assert_eq!(read.failure.as_ref(), report.failure().map(|f| f.trace()));
    assert_eq!(
        read.test.as_deref(),
        Some("a_report_round_trips_and_has_its_version")
    );

    let read = round_trip(&explore(fine).to_json());
    assert_eq!(
        (read.verdict, read.failure),
        (trace::Verdict::Verified, None)
    );

    let read = round_trip(
        &Explorer::new()
            .max_executions(1)
            .explore(two_numbers)
            .to_json(),
    );
    let limit = "max_executions(1)".to_owned();
    assert_eq!(read.verdict, trace::Verdict::Bounded { limit });
}

/// The names that readers of the JSON rely on.
#[test]
fn the_words_of_the_json_are_these() {
    let json: Value = serde_json::from_str(&explore(lost_update).to_json()).unwrap();
    assert_eq!(json["version"], trace::VERSION);
    assert_eq!(json["verdict"]["kind"], "failed");
    let failure = &json["failure"];
    assert_eq!(failure["kind"], "panic");
    for word in ["message", "at", "reason", "waits", "replay", "execution"] {
        assert!(!failure[word].is_null(), "{word}");
    }
    assert_eq!(failure["execution"]["threads"][1]["name"], "adder");
    let step = &failure["execution"]["steps"][0];
    for word in ["thread", "source", "action", "result"] {
        assert!(!step[word].is_null(), "{word} in {step}");
    }
    let verified: Value = serde_json::from_str(&explore(fine).to_json()).unwrap();
    assert_eq!(verified["verdict"]["kind"], "verified");
}

/// Indices point to what they name, and every step has a line of this file.
#[test]
fn the_steps_are_consistent() {
    let failure = fails(Panic, &["main adds"], lost_update);
    let execution = &failure.trace().execution;
    let names: Vec<_> = execution.threads.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["main", "adder"]);
    assert_eq!(execution.threads[0].end, trace::ThreadEnd::Panicked);
    assert_eq!(execution.threads[1].end, trace::ThreadEnd::Finished);
    for (n, step) in execution.steps.iter().enumerate() {
        assert!(step.thread < execution.threads.len(), "{step:?}");
        assert!(
            step.object.is_none_or(|o| o < execution.objects.len()),
            "{step:?}"
        );
        assert!(step.source.file.ends_with("tests/json.rs"), "{step:?}");
        assert!(!step.source.text.is_empty(), "{step:?}");
        if let Some(from) = step.reads_from {
            assert!(from < n, "{step:?}");
            let source = &execution.steps[from];
            assert_eq!(source.object, step.object, "{step:?}");
            assert_eq!(
                source.wrote, step.read,
                "what was read is what was written there"
            );
        }
    }
    let printed: Vec<_> = execution
        .steps
        .iter()
        .filter_map(|s| s.printed.as_deref())
        .collect();
    assert_eq!(printed, ["main adds\n"]);
    let loads: Vec<_> = execution
        .steps
        .iter()
        .filter(|s| s.action == "load(SeqCst)")
        .collect();
    assert_eq!(loads.len(), 3);
    assert!(
        loads[..2]
            .iter()
            .all(|load| load.read.as_deref() == Some("0") && load.reads_from.is_none())
    );
    assert!(loads.iter().all(|load| !load.stale), "all is SeqCst");
}

#[test]
fn a_stale_read_is_marked() {
    let failure = fails(Panic, &[], || {
        let shared = Arc::new((AtomicU32::new(0), AtomicBool::new(false)));
        let theirs = Arc::clone(&shared);
        let writer = thread::spawn(move || {
            theirs.0.store(42, Relaxed);
            theirs.1.store(true, Relaxed);
        });
        if shared.1.load(Relaxed) {
            assert_eq!(shared.0.load(Relaxed), 42);
        }
        writer.join().unwrap();
    });
    let steps = &failure.trace().execution.steps;
    let stale: Vec<_> = steps.iter().filter(|s| s.stale).collect();
    assert_eq!(stale.len(), 1, "{steps:?}");
    assert_eq!((stale[0].thread, stale[0].read.as_deref()), (0, Some("0")));
    assert!(steps.iter().any(|s| s.wrote.as_deref() == Some("42")));
}

fn two_numbers() {
    let count = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&count);
    let other = thread::spawn(move || theirs.store(1, Relaxed));
    println!("{}", count.load(Relaxed));
    other.join().unwrap();
}

/// A loop that looks at two places goes round again while one of them is old: in the order that is shown, that comes before the news.
#[test]
fn a_recorded_execution_of_a_waiting_loop_is_whole() {
    let two_looks = || {
        let [x, y] = [AtomicU32::new(0), AtomicU32::new(0)];
        thread::scope(|scope| {
            scope.spawn(|| {
                x.store(1, Relaxed);
                x.store(2, Relaxed);
            });
            scope.spawn(|| {
                loop {
                    let last = x.load(Relaxed);
                    let _ = y.load(Relaxed);
                    if last == 2 {
                        break;
                    }
                }
            });
        });
    };
    let all = Explorer::new().record(100, two_looks);
    assert!(all.complete);
    assert_eq!(all.report.executions, 9);
    for execution in &all.executions {
        assert!(execution.steps.iter().all(|step| !step.waits));
        let last = execution.steps.last().expect("there are steps");
        assert_eq!(last.action, "end of scope");
    }
}

#[test]
fn every_execution_of_a_small_program_can_be_kept() {
    let all = Explorer::new().record(10, two_numbers);
    assert_eq!(all.version, trace::VERSION);
    assert_eq!(all.report.verdict, trace::Verdict::Verified);
    assert!(all.complete);
    assert_eq!(all.executions.len() as u64, all.report.executions);
    let mut printed: Vec<_> = all
        .executions
        .iter()
        .flat_map(|e| e.steps.iter().filter_map(|s| s.printed.as_deref()))
        .collect();
    printed.sort_unstable();
    assert_eq!(printed, ["0\n", "1\n"]);
    let json = serde_json::to_string(&all).unwrap();
    let read: trace::Exploration = serde_json::from_str(&json).unwrap();
    assert_eq!(read, all);

    let some = Explorer::new().record(1, two_numbers);
    assert_eq!((some.executions.len(), some.complete), (1, false));
    assert_eq!(
        some.report.executions, 2,
        "the others are explored all the same"
    );
}

/// With `INTERLEAVE_REPORT_DIR` set, each exploration leaves its report. In a process of its own, because a variable is the
/// whole process's.
#[test]
fn reports_are_left_where_the_environment_says() {
    const CHILD: &str = "INTERLEAVE_TEST_CHILD";
    if std::env::var_os(CHILD).is_some() {
        explore(lost_update);
        explore(fine);
        return;
    }
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("reports");
    let _ = std::fs::remove_dir_all(&dir);
    let child = |dir: &std::path::Path| {
        std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "reports_are_left_where_the_environment_says",
                "--nocapture",
            ])
            .env(CHILD, "1")
            .env("INTERLEAVE_REPORT_DIR", dir)
            .output()
            .unwrap()
    };
    let out = child(&dir);
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    let mut reports: Vec<_> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    reports.sort();
    let verdicts: Vec<_> = reports
        .iter()
        .map(|path| round_trip(&std::fs::read_to_string(path).unwrap()).verdict)
        .collect();
    assert_eq!(
        verdicts,
        [trace::Verdict::Failed, trace::Verdict::Verified],
        "{reports:?}"
    );

    // A folder that cannot be made costs the report, never the verdict.
    let out = child(&reports[0]);
    assert!(out.status.success());
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(said.contains("interleave: no report in"), "{said}");
}
