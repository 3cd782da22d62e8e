//! Bounds: what was left out is said, and past a bound the checker goes on at random.

mod support;

use interleave::FailureKind::{Deadlock, Panic};
use interleave::sync::atomic::Ordering::{Relaxed, SeqCst};
use interleave::sync::atomic::{AtomicU32, fence};
use interleave::sync::{Arc, Mutex, mpsc};
use interleave::{Explorer, Report, Verdict, panic, thread};
use support::{fails_by, panic_of, verified, verified_by};

/// `threads` threads add one, `each` times each.
fn add(threads: u32, each: u32) -> impl Fn() + Send + Sync + 'static {
    move || {
        let count = Arc::new(AtomicU32::new(0));
        let all: Vec<_> = (0..threads)
            .map(|_| {
                let count = Arc::clone(&count);
                thread::spawn(move || {
                    for _ in 0..each {
                        count.fetch_add(1, Relaxed);
                    }
                })
            })
            .collect();
        for thread in all {
            thread.join().unwrap();
        }
        assert_eq!(count.load(Relaxed), threads * each);
    }
}

fn lost_update() {
    let count = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&count);
    let other = thread::spawn(move || theirs.store(theirs.load(SeqCst) + 1, SeqCst));
    count.store(count.load(SeqCst) + 1, SeqCst);
    other.join().unwrap();
    assert_eq!(count.load(SeqCst), 2);
}

/// Nothing failed, and it is said that this is not all, and why.
#[track_caller]
fn bounded(report: &Report, by: &str) {
    assert!(report.failure().is_none(), "{}", report.failure().unwrap());
    assert_eq!(report.verdict(), Verdict::Bounded { limit: by.into() });
}

#[test]
fn a_limit_that_is_not_hit_changes_nothing() {
    let all = verified(add(3, 3));
    let limited = verified_by(&Explorer::new().max_executions(1_680), add(3, 3));
    assert_eq!(limited.executions(), all.executions());
    let limited = verified_by(
        &Explorer::new().max_executions(5_000).max_steps(100),
        add(3, 3),
    );
    assert_eq!(limited.executions(), all.executions());
}

#[test]
fn too_many_executions_are_not_success() {
    let report = Explorer::new().max_executions(1_000).explore(add(3, 3));
    bounded(&report, "max_executions(1000)");
    assert!(report.executions() >= 1_000, "{}", report.executions());
    // A test that calls `check` would pass, and be taken for a success.
    let checked = panic_of(|| Explorer::new().max_executions(10).check(add(3, 3)));
    assert!(
        checked.starts_with("not verified: max_executions(10) was hit"),
        "{checked}"
    );
}

#[test]
fn too_many_steps_are_not_success() {
    let report = Explorer::new().max_steps(10).explore(add(2, 5));
    bounded(&report, "max_steps(10)");
    let report = Explorer::new().max_steps(50).explore(|| {
        let (to, from) = mpsc::channel();
        loop {
            to.send(1).unwrap();
            from.recv().unwrap();
        }
    });
    bounded(&report, "max_steps(50)");
}

/// The set would not be known to be complete.
#[test]
fn outcomes_past_a_bound_are_refused() {
    let explorer = Explorer::new().max_executions(2);
    let message = panic::catch_unwind(|| {
        explorer.outcomes(|| {
            let count = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&count);
            thread::spawn(move || (0..5).for_each(|_| _ = theirs.fetch_add(1, Relaxed)));
            count.load(Relaxed)
        })
    });
    let message = *message
        .expect_err("it should have panicked")
        .downcast::<String>()
        .unwrap();
    assert!(
        message.contains("the set of outcomes may not be complete: max_executions(2) was hit"),
        "{message}"
    );
}

#[test]
fn a_failure_is_a_failure_whatever_the_bound() {
    let words = ["the update is lost"];
    fails_by(
        &Explorer::new().max_executions(1),
        Panic,
        &words,
        lost_update,
    );
    fails_by(
        &Explorer::new().max_executions(2),
        Panic,
        &words,
        lost_update,
    );
}

/// One of these adds by load and store, after so much else that the search does not come to it soon.
fn a_bug_behind_much_else() {
    let shared = Arc::new((AtomicU32::new(0), AtomicU32::new(0), Mutex::new(0)));
    let all = [0; 3].map(|_| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            for _ in 0..4 {
                shared.0.fetch_add(1, Relaxed);
                *shared.2.lock().unwrap() += 1;
            }
            shared.1.store(shared.1.load(SeqCst) + 1, SeqCst);
        })
    });
    for thread in all {
        thread.join().unwrap();
    }
    assert_eq!(shared.1.load(SeqCst), 3, "an update was lost");
}

#[test]
fn sampling_finds_what_the_search_did_not_come_to() {
    let explorer = |seed| Explorer::new().max_executions(1).seed(seed);
    for seed in 0..5 {
        let words = ["an update was lost"];
        let first = fails_by(&explorer(seed), Panic, &words, a_bug_behind_much_else);
        let second = fails_by(&explorer(seed), Panic, &words, a_bug_behind_much_else);
        assert_eq!(first.trace(), second.trace(), "the same with the same seed");
    }
}

#[test]
fn sampling_finds_deadlocks_too() {
    fails_by(
        &Explorer::new().max_executions(1),
        Deadlock,
        &["in a circle"],
        || {
            let locks = Arc::new([Mutex::new(0), Mutex::new(0), Mutex::new(0)]);
            let all = [0, 1, 2].map(|n: usize| {
                let locks = Arc::clone(&locks);
                thread::spawn(move || {
                    let first = locks[n].lock().unwrap();
                    *locks[(n + 1) % 3].lock().unwrap() += *first;
                })
            });
            for thread in all {
                thread.join().unwrap();
            }
        },
    );
}

/// All samples of a right program are right, whatever the seed.
#[test]
fn sampling_accuses_no_right_program() {
    for seed in 0..3 {
        let report = Explorer::new()
            .max_executions(1)
            .seed(seed)
            .explore(add(3, 2));
        bounded(&report, "max_executions(1)");
    }
}

/// Both could have read 0 if only the places of the two loads were looked at, and not the order of all four operations.
#[test]
fn sampling_keeps_to_the_order_of_seqcst_operations() {
    let store_buffers = || {
        let flags = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let theirs = Arc::clone(&flags);
        let other = thread::spawn(move || {
            theirs[1].store(1, SeqCst);
            theirs[0].load(SeqCst)
        });
        flags[0].store(1, SeqCst);
        let mine = flags[1].load(SeqCst);
        assert!(mine + other.join().unwrap() > 0, "one came first");
    };
    let fenced = || {
        let flags = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let theirs = Arc::clone(&flags);
        let other = thread::spawn(move || {
            theirs[1].store(1, Relaxed);
            fence(SeqCst);
            theirs[0].load(Relaxed)
        });
        flags[0].store(1, Relaxed);
        fence(SeqCst);
        let mine = flags[1].load(Relaxed);
        assert!(mine + other.join().unwrap() > 0, "one came first");
    };
    for seed in 0..5 {
        let once = Explorer::new().max_executions(1).seed(seed);
        bounded(&once.explore(store_buffers), "max_executions(1)");
        bounded(&once.explore(fenced), "max_executions(1)");
    }
}

/// Preemptions: a thread is interrupted though it could go on. Without any, each thread runs until it has to wait.
#[test]
fn without_a_preemption_no_update_is_lost_and_with_one_it_is() {
    let none = Explorer::new().preemption_bound(0).explore(lost_update);
    bounded(&none, "preemption_bound(0)");
    fails_by(
        &Explorer::new().preemption_bound(1),
        Panic,
        &["the update is lost"],
        lost_update,
    );
}

/// The bound leaves fewer executions the lower it is, and says so even where all of them would be within it.
#[test]
fn a_preemption_bound_is_never_more_than_a_bound() {
    let executions = |bound| {
        let report = Explorer::new().preemption_bound(bound).explore(add(2, 3));
        bounded(&report, &format!("preemption_bound({bound})"));
        report.executions()
    };
    let counts = [0, 1, 2, 3, 20].map(executions);
    assert!(counts.is_sorted(), "{counts:?}");
    assert!(counts[0] < counts[1], "{counts:?}");
    assert_eq!(
        counts[4], 20,
        "6! / (3!)^2: the bound is higher than any execution needs"
    );
}

/// Two preemptions, both needed: in between the two reads of main, and back.
#[test]
fn some_bugs_need_two_preemptions() {
    let body = || {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || {
            theirs.store(1, SeqCst);
            theirs.store(2, SeqCst);
        });
        let first = count.load(SeqCst);
        let second = count.load(SeqCst);
        other.join().unwrap();
        assert_ne!((first, second), (0, 1), "main, other, main, other");
    };
    bounded(
        &Explorer::new().preemption_bound(1).explore(body),
        "preemption_bound(1)",
    );
    fails_by(
        &Explorer::new().preemption_bound(2),
        Panic,
        &["main, other, main, other"],
        body,
    );
}

/// A deadlock is found without a preemption when the threads have to wait anyway.
#[test]
fn waiting_is_no_preemption() {
    fails_by(
        &Explorer::new().preemption_bound(0),
        Deadlock,
        &["for a message from channel"],
        || {
            let (to_a, at_a) = mpsc::channel::<u32>();
            let (to_b, at_b) = mpsc::channel::<u32>();
            let other = thread::spawn(move || {
                at_b.recv().unwrap();
                to_a.send(1).unwrap();
            });
            at_a.recv().unwrap();
            to_b.send(1).unwrap();
            other.join().unwrap();
        },
    );
}
