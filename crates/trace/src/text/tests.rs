//! What people read, as snapshots; and the claims that a snapshot alone would not make.
use super::*;
use crate::{Object, Step, Thread, ThreadEnd, VERSION, Wait};

const LIB: &str = "exercises/08_mutex/01_counter/src/lib.rs";
const CASES: &str = "exercises/08_mutex/01_counter/tests/cases/mod.rs";

fn source(file: &str, line: u32, text: &str) -> Source {
    Source {
        file: file.into(),
        line,
        column: 9,
        text: text.into(),
    }
}

fn step(thread: usize, source: Source, action: &str, result: &str) -> Step {
    Step {
        thread,
        source,
        action: action.into(),
        result: result.into(),
        object: None,
        read: None,
        wrote: None,
        reads_from: None,
        stale: false,
        printed: None,
        waits: false,
    }
}

fn threads(threads: &[(&str, ThreadEnd)]) -> Vec<Thread> {
    threads
        .iter()
        .map(|(name, end)| Thread {
            name: (*name).into(),
            end: *end,
        })
        .collect()
}

fn objects(objects: &[(&str, &str)]) -> Vec<Object> {
    objects
        .iter()
        .map(|(kind, name)| Object {
            kind: (*kind).into(),
            name: (*name).into(),
        })
        .collect()
}

fn lost_update() -> Failure {
    let load = |thread| {
        step(
            thread,
            source(LIB, 22, "let seen = self.value.load(SeqCst);"),
            "load(SeqCst)",
            "→ 0",
        )
    };
    let store = |thread| {
        step(
            thread,
            source(LIB, 23, "self.value.store(seen + 1, SeqCst);"),
            "store(1, SeqCst)",
            "",
        )
    };
    let spawn = |n: usize| {
        let text = "thread::spawn(move || counter.increment())";
        step(0, source(CASES, 14, text), "spawn", &format!("starts {n}"))
    };
    let join = |n: usize| {
        step(
            0,
            source(CASES, 18, "thread.join().unwrap();"),
            "join()",
            &format!("{n} has ended"),
        )
    };
    Failure {
        kind: FailureKind::Panic,
        message: "assertion `left == right` failed: an update was lost: two threads incremented once each, and the \
                  counter does not say 2\n  left: 1\n right: 2"
            .into(),
        at: Some(source(CASES, 20, "assert_eq!(")),
        reason: "Thread 2 read 0 before thread 1 had stored 1, and so both stored 1.".into(),
        waits: vec![],
        replay: "1-0a2f".into(),
        execution: Execution {
            threads: threads(&[
                ("main", ThreadEnd::Panicked),
                ("1", ThreadEnd::Finished),
                ("2", ThreadEnd::Finished),
            ]),
            objects: objects(&[("AtomicU64", "AtomicU64 1")]),
            steps: vec![
                spawn(1),
                spawn(2),
                Step { object: Some(0), read: Some("0".into()), ..load(1) },
                Step { object: Some(0), read: Some("0".into()), ..load(2) },
                Step { object: Some(0), wrote: Some("1".into()), ..store(2) },
                Step { object: Some(0), wrote: Some("1".into()), ..store(1) },
                join(1),
                join(2),
                Step {
                    object: Some(0),
                    read: Some("1".into()),
                    reads_from: Some(5),
                    ..step(0, source(LIB, 28, "self.value.load(SeqCst)"), "load(SeqCst)", "→ 1")
                },
                step(
                    0,
                    source(CASES, 20, "assert_eq!("),
                    "panics",
                    "assertion `left == right` failed: an update was lost: two threads \
                     incremented once each, and the counter does not say 2",
                ),
            ],
        },
    }
}

fn deadlock() -> Failure {
    let lock = |thread, line, text, object: usize, waits| Step {
        object: Some(object),
        waits,
        ..step(thread, source(LIB, line, text), "lock()", "")
    };
    let left = |thread, waits| {
        lock(
            thread,
            40,
            "let left = self.left.lock().unwrap();",
            0,
            waits,
        )
    };
    let right = |thread, waits| {
        lock(
            thread,
            31,
            "let right = self.right.lock().unwrap();",
            1,
            waits,
        )
    };
    Failure {
        kind: FailureKind::Deadlock,
        message: "every thread that is left waits, and none can be woken".into(),
        at: None,
        reason: "The two threads take the two locks in opposite order: each holds the one that the other waits for."
            .into(),
        waits: vec![
            Wait {
                thread: 1,
                what: "to lock Mutex 2".into(),
                since: source(LIB, 31, "let right = self.right.lock().unwrap();"),
                holder: Some(2),
                held_since: Some(source(LIB, 31, "let right = self.right.lock().unwrap();")),
            },
            Wait {
                thread: 2,
                what: "to lock Mutex 1".into(),
                since: source(LIB, 40, "let left = self.left.lock().unwrap();"),
                holder: Some(1),
                held_since: None,
            },
        ],
        replay: "1-7".into(),
        execution: Execution {
            threads: threads(&[
                ("main", ThreadEnd::Running),
                ("ann", ThreadEnd::Blocked),
                ("bob", ThreadEnd::Blocked),
            ]),
            objects: objects(&[("Mutex", "Mutex 1"), ("Mutex", "Mutex 2")]),
            steps: vec![left(1, false), right(2, false), right(1, true), left(2, true)],
        },
    }
}

/// Message passing with `Relaxed`, in a file with wide characters and a program that prints.
fn stale_read() -> Failure {
    let store = |line, text, object, value: &str| Step {
        object: Some(object),
        wrote: Some(value.into()),
        ..step(
            1,
            source("src/lib.rs", line, text),
            &format!("store({value}, Relaxed)"),
            "",
        )
    };
    let load = |line, text, object, value: &str| Step {
        object: Some(object),
        read: Some(value.into()),
        ..step(
            2,
            source("src/lib.rs", line, text),
            "load(Relaxed)",
            &format!("→ {value}"),
        )
    };
    let long = "DATA.store(42, Ordering::Relaxed); // 値を先に書く、それから旗を立てる、という順序のつもりである";
    Failure {
        kind: FailureKind::Panic,
        message: "the flag was up, but the data was not there: 値がない".into(),
        at: Some(source("src/lib.rs", 31, "assert_eq!(data, 42);")),
        reason: "No happens-before between line 12 and line 20: the store to the flag is Relaxed."
            .into(),
        waits: vec![],
        replay: "1-3".into(),
        execution: Execution {
            threads: threads(&[
                ("main", ThreadEnd::Running),
                ("書き手", ThreadEnd::Finished),
                ("reader-with-a-very-long-name-indeed", ThreadEnd::Panicked),
            ]),
            objects: objects(&[("AtomicU64", "AtomicU64 1"), ("AtomicBool", "AtomicBool 1")]),
            steps: vec![
                store(11, long, 0, "42"),
                store(12, "READY.store(true, Ordering::Relaxed);", 1, "true"),
                Step {
                    reads_from: Some(1),
                    ..load(20, "if READY.load(Ordering::Relaxed) {", 1, "true")
                },
                Step {
                    stale: true,
                    ..load(21, "let data = DATA.load(Ordering::Relaxed);", 0, "0")
                },
                Step {
                    printed: Some("data:\n    値 = 0\n\u{1b}[31mred\n".into()),
                    ..step(
                        2,
                        source("src/lib.rs", 22, "println!(\"{data:#?}\");"),
                        "println!",
                        "printed \"...\"",
                    )
                },
            ],
        },
    }
}

/// More threads than a table has room for.
fn many_threads() -> Failure {
    let mut failure = lost_update();
    let names: Vec<_> = (0..7).map(|n| format!("worker-{n}")).collect();
    failure.execution.threads = names
        .iter()
        .map(|n| Thread {
            name: n.clone(),
            end: ThreadEnd::Finished,
        })
        .collect();
    failure.execution.steps = (0..14)
        .map(|n| {
            let text =
                format!("let ticket = self.next.fetch_add(1, Ordering::Relaxed); // ticket {n}");
            step(
                n / 2,
                source(LIB, 22, &text),
                "fetch_add(1, Relaxed)",
                &format!("{n} → {}", n + 1),
            )
        })
        .collect();
    failure
}

fn at(width: usize) -> Options {
    Options {
        width,
        colour: false,
        exercise: Some("counter".into()),
    }
}

#[test]
fn a_lost_update_is_a_table_with_a_column_for_each_thread() {
    insta::assert_snapshot!("lost_update_80", failure(&lost_update(), &at(80)));
    insta::assert_snapshot!("lost_update_120", failure(&lost_update(), &at(120)));
}

#[test]
fn a_deadlock_says_who_waits_for_what_and_who_holds_it() {
    insta::assert_snapshot!("deadlock_80", failure(&deadlock(), &at(80)));
    insta::assert_snapshot!("deadlock_120", failure(&deadlock(), &at(120)));
}

#[test]
fn a_stale_read_is_marked_and_wide_characters_keep_the_columns_straight() {
    insta::assert_snapshot!("stale_read_80", failure(&stale_read(), &at(80)));
    insta::assert_snapshot!("stale_read_120", failure(&stale_read(), &at(120)));
}

#[test]
fn more_threads_than_columns_become_a_list() {
    insta::assert_snapshot!("many_threads_80", failure(&many_threads(), &at(80)));
}

#[test]
fn of_a_very_long_execution_the_middle_is_left_out() {
    let mut long = deadlock();
    let step = long.execution.steps[0].clone();
    for length in [149, 150, 151, 20_000] {
        long.execution.steps = vec![step.clone(); length];
        let text = failure(&long, &at(80));
        let rows = text
            .lines()
            .filter(|line| line.contains(" │ "))
            .filter(|line| {
                line.split_once(" │ ")
                    .is_some_and(|(n, _)| n.trim().parse::<u32>().is_ok())
            })
            .count();
        assert_eq!(rows, length.min(150));
        let said = format!("({} steps are left out)", length - rows);
        assert_eq!(text.contains(&said), length > 150, "{text}");
    }
}

#[test]
fn without_an_exercise_the_replay_line_names_the_api() {
    let text = failure(&deadlock(), &Options::default());
    assert!(
        text.contains("replay: interleave::Explorer::new().replay(\"1-7\").check(|| ...)"),
        "{text}"
    );
}

#[test]
fn colour_changes_nothing_but_the_colour() {
    for example in [lost_update(), deadlock(), stale_read(), many_threads()] {
        let plain = failure(&example, &at(80));
        let coloured = failure(
            &example,
            &Options {
                colour: true,
                ..at(80)
            },
        );
        assert!(coloured.contains("\u{1b}[1;31m"));
        assert!(!plain.contains('\u{1b}'));
        assert_eq!(strip(&coloured), plain);
    }
}

#[test]
fn no_line_but_the_one_to_copy_is_wider_than_the_terminal() {
    for example in [lost_update(), deadlock(), stale_read(), many_threads()] {
        for width in [40, 60, 80, 100, 120, 200] {
            for line in failure(&example, &at(width))
                .lines()
                .filter(|line| !line.starts_with("replay: "))
            {
                let place = line.starts_with("at ");
                assert!(
                    place || wrap::width(line) <= width,
                    "{} > {width}: {line}",
                    wrap::width(line)
                );
            }
        }
    }
}

#[test]
fn std_s_own_lines_are_called_so_wherever_std_is() {
    for library in [
        "/rustc/59807616e1fa/library",
        "/home/ann/.rustup/toolchains/1.95.0/lib/rustlib/src/rust/library",
        "C:\\Rust\\lib\\rustlib\\src\\rust\\library",
    ] {
        let receives = |file: &str, result| {
            let source = source(&format!("{library}/{file}"), 2646, "of no use to a learner");
            step(0, source, "iter().next()", result)
        };
        let mut failure = deadlock();
        failure.waits.truncate(1);
        let waits = receives("core/src/iter/traits/iterator.rs", "");
        failure.waits[0].since = waits.source.clone();
        failure.execution.steps = vec![receives("alloc/src/vec/mod.rs", "→ 1"), waits];
        let said = super::failure(&failure, &at(80));
        assert_eq!(said.matches("│ in std").count(), 1, "{said}");
        assert!(said.contains("at a line of std\n"), "{said}");
        for hidden in [library, "2646", "of no use"] {
            assert!(!said.contains(hidden), "{hidden} in:\n{said}");
        }
    }
}

#[test]
fn an_index_that_points_nowhere_is_no_panic() {
    let mut broken = deadlock();
    broken.execution.threads.clear();
    broken.execution.objects.clear();
    broken.execution.steps[3].reads_from = Some(99);
    broken.execution.steps[3].stale = true;
    assert!(failure(&broken, &at(80)).contains("thread 1"));
}

#[test]
fn a_report_without_a_failure_says_how_far_it_got() {
    let verified = Report {
        version: VERSION,
        test: None,
        verdict: Verdict::Verified,
        executions: 1_680,
        blocked: 0,
        runs: 1_680,
        micros: 0,
        failure: None,
    };
    let bounded = Report {
        verdict: Verdict::Bounded {
            limit: "max_executions(1000000)".into(),
        },
        executions: 1_000_000,
        ..verified.clone()
    };
    let failed = Report {
        verdict: Verdict::Failed,
        failure: Some(deadlock()),
        ..verified.clone()
    };
    let options = Options::default();
    assert_eq!(
        report(&verified, &options),
        "Verified: 1,680 executions explored, which is every one, and none failed.\n"
    );
    insta::assert_snapshot!(report(&bounded, &options), @"
    Not verified: 1,000,000 executions explored and none failed, but there are more:
    the limit max_executions(1000000) was hit.
    ");
    assert_eq!(report(&failed, &options), failure(&deadlock(), &options));
}

/// The text without its escape sequences.
fn strip(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain + rest
}

/// A sentence names a place as the table marks it.
#[test]
fn a_line_in_a_sentence_has_the_mark_of_the_table() {
    let std = "/rustc/59807616/library/core/src/iter/traits/iterator.rs";
    let places = [
        source(CASES, 14, "spawn"),
        source(LIB, 22, "load"),
        source(std, 3, ""),
    ];
    let steps = places.clone().map(|place| step(0, place, "", ""));
    let files = crate::Files::of(&steps);
    assert_eq!(
        places.map(|place| files.line(&place)),
        ["cases:14", "line 22", "std"]
    );
}
