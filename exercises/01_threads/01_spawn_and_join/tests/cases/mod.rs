//! What `run_both` must do, in every execution.

use crate::subject::{self, Ending};
use std as interleave;
use std::hint::black_box;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Calls `run_both`, and names the mistake when it panics itself.
fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    panic::catch_unwind(AssertUnwindSafe(|| subject::run_both(first, second))).unwrap_or_else(
        |_| {
            panic!(
                "`run_both` panicked itself: a panic in a job is an ending to be reported, \
             and `join` hands it over as an `Err`"
            )
        },
    )
}

fn panicked(message: &str) -> Ending {
    Ending::Panicked(Some(message.to_string()))
}

#[test]
fn returned_numbers_are_reported_in_order() {
    interleave::check(|| {
        assert_eq!(
            run_both(|| 17, || 4),
            [Ending::Returned(17), Ending::Returned(4)],
            "the first job returns 17, the second 4"
        );
    });
}

#[test]
fn a_panic_is_reported_as_a_panic() {
    interleave::check(|| {
        assert_eq!(
            run_both(|| 17, || panic!("the oven is on fire")),
            [Ending::Returned(17), panicked("the oven is on fire")],
            "the first job returns 17, the second panics: the panic must not be swallowed, nor \
             the 17 be lost"
        );
    });
}

#[test]
fn the_first_job_may_panic_too() {
    interleave::check(|| {
        assert_eq!(
            run_both(|| panic!("no flour"), || 4),
            [panicked("no flour"), Ending::Returned(4)],
            "the first job panics, the second returns 4"
        );
    });
}

#[test]
fn both_jobs_may_panic() {
    interleave::check(|| {
        assert_eq!(
            run_both(|| panic!("no flour"), || panic!("no water")),
            [panicked("no flour"), panicked("no water")],
            "both jobs panic"
        );
    });
}

#[test]
fn a_formatted_message_is_kept() {
    interleave::check(|| {
        // `black_box` keeps the compiler from formatting the text beforehand.
        assert_eq!(
            run_both(|| panic!("{} loaves burnt", black_box(3)), || 4),
            [panicked("3 loaves burnt"), Ending::Returned(4)],
            "a panic with a formatted message has a `String` as its payload, one without has a \
             `&str`"
        );
    });
}

#[test]
fn a_payload_that_is_not_text_is_none() {
    interleave::check(|| {
        assert_eq!(
            run_both(|| 17, || panic::panic_any(7_u8)),
            [Ending::Returned(17), Ending::Panicked(None)],
            "a panic whose payload is no text must be reported as `Panicked(None)`"
        );
    });
}

#[test]
fn both_jobs_run_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test each job waits in the middle for the other one. It waits for a job \
             that has not begun: a `join` right after a `spawn` makes the jobs take turns, so \
             spawn both first.",
        )
        .check(|| {
            let both = Arc::new(Barrier::new(2));
            let [first, second] = [Arc::clone(&both), both];
            run_both(
                move || {
                    first.wait();
                    17
                },
                move || {
                    second.wait();
                    4
                },
            );
        });
}

#[test]
fn each_job_has_a_new_thread() {
    interleave::check(|| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let [first, second] = [Arc::clone(&seen), Arc::clone(&seen)];
        run_both(
            move || {
                first.lock().unwrap().push(thread::current().id());
                17
            },
            move || {
                second.lock().unwrap().push(thread::current().id());
                4
            },
        );
        let seen = seen.lock().unwrap();
        let caller = thread::current().id();
        assert!(
            !seen.contains(&caller),
            "a job ran on the thread that called `run_both`: each job needs a new thread"
        );
        assert!(
            seen.len() == 2 && seen[0] != seen[1],
            "the two jobs ran on the same thread: each job needs a thread of its own"
        );
    });
}

#[test]
fn both_jobs_have_ended_when_it_returns() {
    interleave::check(|| {
        let done = Arc::new(AtomicBool::new(false));
        let second = Arc::clone(&done);
        run_both(
            || panic!("no flour"),
            move || {
                second.store(true, Ordering::SeqCst);
                4
            },
        );
        assert!(
            done.load(Ordering::SeqCst),
            "`run_both` returned while a job was still running: both threads must be joined, \
             also when the other job panicked"
        );
    });
}
