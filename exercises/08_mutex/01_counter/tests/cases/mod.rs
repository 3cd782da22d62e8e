//! What `Counter` and `count_calls` must do, in every execution.

use crate::subject::{Counter, count_calls};
use std as interleave;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "Nothing in this test waits for another thread but `join` and your locks. Does a thread \
         wait in `join`, or lock a second time, while it holds the lock that the others need?",
    )
}

#[test]
fn a_counter_counts_from_zero() {
    explorer().check(|| {
        let counter = Counter::new();
        assert_eq!(counter.get(), 0, "a new counter");
        counter.increment();
        counter.increment();
        assert_eq!(counter.get(), 2, "a counter after two increments");
        assert_eq!(
            counter.take(),
            2,
            "what `take` returns after two increments"
        );
        assert_eq!(counter.get(), 0, "a counter after `take`");
    });
}

#[test]
fn every_increment_counts() {
    explorer().check(|| {
        let counter = Arc::new(Counter::new());
        let other = {
            let counter = Arc::clone(&counter);
            thread::spawn(move || counter.increment())
        };
        counter.increment();
        other.join().unwrap();
        assert_eq!(
            counter.get(),
            2,
            "an update was lost: two threads incremented once each, and the counter does not \
             say 2"
        );
    });
}

#[test]
fn three_threads_lose_nothing_either() {
    explorer().check(|| {
        let counter = Arc::new(Counter::new());
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let counter = Arc::clone(&counter);
                thread::spawn(move || counter.increment())
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(
            counter.get(),
            3,
            "an update was lost: three threads incremented once each, and the counter does not \
             say 3"
        );
    });
}

#[test]
fn take_misses_no_increment() {
    explorer().check(|| {
        let counter = Arc::new(Counter::new());
        let other = {
            let counter = Arc::clone(&counter);
            thread::spawn(move || {
                counter.increment();
                counter.increment();
            })
        };
        let taken = counter.take();
        other.join().unwrap();
        let left = counter.get();
        assert_eq!(
            taken + left,
            2,
            "there were two increments; `take` returned {taken}, and {left} were left: \
             an increment that came between reading and resetting was lost or counted twice"
        );
    });
}

#[test]
fn two_takers_share_the_increments() {
    explorer().check(|| {
        let counter = Arc::new(Counter::new());
        counter.increment();
        let other = {
            let counter = Arc::clone(&counter);
            thread::spawn(move || counter.take())
        };
        let mine = counter.take();
        let other = other.join().unwrap();
        assert_eq!(
            mine + other,
            1,
            "there was one increment; one `take` returned {mine}, the other {other}"
        );
    });
}

#[test]
fn every_call_is_counted() {
    explorer().check(|| {
        let called = Arc::new(AtomicU64::new(0));
        let calls = Arc::clone(&called);
        let counted = count_calls(2, move || {
            calls.fetch_add(1, Ordering::SeqCst);
        });
        assert_eq!(
            called.load(Ordering::SeqCst),
            2,
            "`count_calls(2, work)` must call `work` twice, and return when both calls have \
             returned"
        );
        assert_eq!(
            counted, 2,
            "both calls have returned, and `count_calls` must say so"
        );
    });
}

#[test]
fn no_workers_make_no_calls() {
    explorer().check(|| {
        let called = Arc::new(AtomicU64::new(0));
        let calls = Arc::clone(&called);
        let counted = count_calls(0, move || {
            calls.fetch_add(1, Ordering::SeqCst);
        });
        assert_eq!(
            called.load(Ordering::SeqCst),
            0,
            "`work` was called, and there are no workers"
        );
        assert_eq!(counted, 0, "nothing was called");
    });
}

#[test]
fn all_calls_are_in_progress_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test a call goes on only when all three calls are in progress, and some \
             never begin. Does one thread make all the calls, is a thread joined before the \
             next one is spawned, or is `work` called under a lock?",
        )
        .check(|| {
            let all_at_work = Arc::new(Barrier::new(3));
            count_calls(3, move || {
                all_at_work.wait();
            });
        });
}

#[test]
fn each_call_has_a_new_thread() {
    explorer().check(|| {
        let callers = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&callers);
        count_calls(2, move || seen.lock().unwrap().push(thread::current().id()));
        assert!(
            !callers.lock().unwrap().contains(&thread::current().id()),
            "`work` was called on the thread that called `count_calls`: each call has a new \
             thread"
        );
    });
}
