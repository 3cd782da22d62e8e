//! What `hostname` and `known_hostname` must do, in every execution.

use crate::subject::{hostname, known_hostname};
use std as interleave;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what a failure means here.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::DataRace,
            "There is no happens-before from the writing of the name to the other access, so \
             somebody may get a half-built name.",
        )
        .on(
            FailureKind::Deadlock,
            "Nothing in this test waits but `join` and your own code. Does a thread wait for an \
             `ask` that has failed, and of which nobody was told? Does it lock what it has locked?",
        )
        .on(
            FailureKind::Livelock,
            "A loop waits for a name that will not come. Does it wait for an `ask` that has failed?",
        )
}

/// What `hostname` returned, and how often it called `ask`.
struct Call {
    name: io::Result<&'static str>,
    asked: u32,
}

/// What a panic of `hostname` means.
const PANICKED: &str = "`hostname` panicked. Did it rely on a name that was half built, or not \
                        there at all, or set by somebody else in the meantime? Or on an `ask` that \
                        failed?";

/// Calls `hostname`, and gives its panic a name.
fn named_panic<T>(get: impl FnOnce() -> T) -> T {
    panic::catch_unwind(AssertUnwindSafe(get)).unwrap_or_else(|_| panic!("{PANICKED}"))
}

/// Calls `hostname` with an `ask` that gives this answer.
fn call(answer: Result<&'static str, io::ErrorKind>) -> Call {
    let mut asked = 0;
    let name = named_panic(|| {
        hostname(|| {
            asked += 1;
            answer.map(str::to_owned).map_err(io::Error::from)
        })
    });
    Call { name, asked }
}

/// [`call`] on a thread of its own.
fn call_elsewhere(answer: Result<&'static str, io::ErrorKind>) -> thread::JoinHandle<Call> {
    thread::spawn(move || call(answer))
}

/// What the other thread's call gave.
#[track_caller]
fn joined(other: thread::JoinHandle<Call>) -> Call {
    other.join().expect(PANICKED)
}

#[test]
fn it_is_asked_for_when_it_is_first_needed() {
    // Twice: what a static holds must not be carried from one execution into the next.
    for _ in 0..2 {
        explorer().check(|| {
            assert_eq!(
                known_hostname(),
                None,
                "the name, before anybody has asked in this execution. If it is known already, it is \
                 kept from an earlier one, where the checker does not see it"
            );
            let first = call(Ok("mars"));
            assert_eq!(first.name.ok(), Some("mars"), "what the first `ask` found");
            assert_eq!(first.asked, 1, "how often the first caller asked");
            let second = call(Ok("venus"));
            assert_eq!(
                second.name.ok(),
                Some("mars"),
                "the name is known, and stays"
            );
            assert_eq!(
                second.asked, 0,
                "the name is known; how often `ask` was called"
            );
            assert_eq!(known_hostname(), Some("mars"), "the name, when it is known");
        });
    }
}

#[test]
fn two_callers_ask_once() {
    explorer().check(|| {
        let other = call_elsewhere(Ok("venus"));
        let mine = call(Ok("mars"));
        let theirs = joined(other);
        assert_eq!(
            mine.asked + theirs.asked,
            1,
            "two threads needed the name at the same time; how often `ask` was called, by both \
             together. A thread that found no name when it looked may find one, or somebody who is \
             asking, when it begins to ask"
        );
        let found = if mine.asked == 1 { "mars" } else { "venus" };
        assert_eq!(
            (mine.name.ok(), theirs.name.ok()),
            (Some(found), Some(found)),
            "what the two threads got: both must get the name that was found"
        );
    });
}

#[test]
fn a_failure_is_told_and_not_kept() {
    explorer().check(|| {
        let failed = call(Err(io::ErrorKind::TimedOut));
        assert_eq!(
            failed.name.map_err(|error| error.kind()),
            Err(io::ErrorKind::TimedOut),
            "`ask` has failed; what `hostname` returned"
        );
        assert_eq!(
            known_hostname(),
            None,
            "the name, after an `ask` that failed"
        );
        let again = call(Ok("mars"));
        assert_eq!(
            (again.name.ok(), again.asked),
            (Some("mars"), 1),
            "the first `ask` has failed, and the second finds a name; what the second caller \
             got, and how often it asked. A failure is not to be kept: it can be tried again"
        );
    });
}

#[test]
fn who_waits_for_a_failure_asks_next() {
    explorer().check(|| {
        let other = call_elsewhere(Err(io::ErrorKind::TimedOut));
        let mine = call(Ok("mars"));
        let theirs = joined(other);
        assert_eq!(
            (mine.name.ok(), mine.asked),
            (Some("mars"), 1),
            "this thread's `ask` finds a name, and the other thread's fails; what this thread got, \
             and how often it asked"
        );
        assert_eq!(
            theirs.name.map_err(|error| error.kind()),
            if theirs.asked == 0 {
                Ok("mars")
            } else {
                Err(io::ErrorKind::TimedOut)
            },
            "what the other thread got: its own failure if it has asked, and else the name"
        );
    });
}

#[test]
fn nobody_is_left_waiting() {
    for first in [Ok("mars"), Err(io::ErrorKind::TimedOut)] {
        Explorer::new()
            .on(
                FailureKind::Deadlock,
                "In this test two threads come while a third one asks. One of them goes on waiting \
                 although nobody asks any more. When the name is found, is everybody told? When an \
                 `ask` has failed, is the next one?",
            )
            .check(move || {
                let mut others = None;
                let mine = named_panic(|| {
                    hostname(|| {
                        others = Some([(); 2].map(|()| call_elsewhere(Ok("mars"))));
                        first.map(str::to_owned).map_err(io::Error::from)
                    })
                });
                assert_eq!(
                    mine.map_err(|error| error.kind()),
                    first,
                    "what the thread got that asked first: what its `ask` returned"
                );
                let [one, two] = others.expect("the first caller asks").map(joined);
                assert_eq!(
                    (one.name.ok(), two.name.ok()),
                    (Some("mars"), Some("mars")),
                    "what the two threads got that came while the first one asked"
                );
                assert_eq!(
                    one.asked + two.asked,
                    u32::from(first.is_err()),
                    "how often these two asked, together: once if the first `ask` failed, and else never"
                );
            });
    }
}

#[test]
fn who_gets_the_name_sees_what_asking_did() {
    explorer().check(|| {
        let lookups = Arc::new(AtomicU32::new(0));
        let get = |lookups: &AtomicU32| {
            let name = named_panic(|| {
                hostname(|| {
                    // ORDERING: Relaxed: it is `hostname` that has to make this visible.
                    lookups.store(1, Ordering::Relaxed);
                    Ok("mars".to_owned())
                })
            });
            assert_eq!(name.ok(), Some("mars"), "what was found");
            // ORDERING: as above.
            lookups.load(Ordering::Relaxed)
        };
        let other = {
            let lookups = Arc::clone(&lookups);
            thread::spawn(move || get(&lookups))
        };
        if let Some(name) = known_hostname() {
            assert_eq!(name, "mars", "what `known_hostname` returned");
            assert_eq!(
                lookups.load(Ordering::Relaxed),
                1,
                "this thread has got the name, and does not see what `ask` did before it \
                 returned it: it may see the name half built, too"
            );
        }
        let mine = get(&lookups);
        let theirs = other.join().expect(PANICKED);
        assert_eq!(
            (mine, theirs),
            (1, 1),
            "both threads have got the name, and one of them does not see what `ask` did before \
             it returned it: it may see the name half built, too"
        );
    });
}

#[test]
fn who_only_looks_does_not_wait() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test `known_hostname` is called while somebody asks, and must say `None`. It \
             waits: does it take a lock that is held while `ask` runs?",
        )
        .check(|| {
            let mut seen = None;
            let name = hostname(|| {
                seen = known_hostname();
                Ok("mars".to_owned())
            });
            assert_eq!(name.ok(), Some("mars"), "what was found");
            assert_eq!(
                seen, None,
                "`known_hostname`, called while `ask` was running: the name was not found yet"
            );
        });
}

/// The name is known, and then two threads want it: at the same time, or one after the other.
/// Returns how many executions that has.
fn executions_when_two_want_it(at_once: bool) -> u64 {
    let report = explorer().explore(move || {
        assert_eq!(call(Ok("mars")).name.ok(), Some("mars"), "what was found");
        let want = || {
            thread::spawn(|| {
                let name = call(Ok("venus")).name;
                assert_eq!(name.ok(), known_hostname(), "the name is known");
            })
        };
        let first = want();
        let first = if at_once {
            Some(first)
        } else {
            first.join().expect(PANICKED);
            None
        };
        let second = want();
        for thread in first.into_iter().chain([second]) {
            thread.join().expect(PANICKED);
        }
    });
    if let Some(failure) = report.failure() {
        panic!("{failure}");
    }
    report.executions()
}

#[test]
fn who_finds_it_known_disturbs_nobody() {
    let (one_after_the_other, at_once) = (
        executions_when_two_want_it(false),
        executions_when_two_want_it(true),
    );
    // When threads only read, no order of theirs can be told from another: that they run at the same
    // time adds no execution.
    assert_eq!(
        at_once, one_after_the_other,
        "the name is known, and two threads want it: they do not only read, for it makes a \
         difference which of them comes first (executions when they want it at the same time, and \
         when they want it one after the other). Does every call take a lock, or write something?"
    );
}
