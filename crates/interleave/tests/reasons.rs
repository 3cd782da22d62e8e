//! Why an execution failed: the reason names what matters, and keeps silent about what does not.

mod support;

use interleave::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use interleave::sync::{Arc, LazyLock, OnceLock, mpsc};
use interleave::{FailureKind, thread};
use support::fails;

#[test]
fn what_fails_in_every_execution_has_no_order_to_blame() {
    let failure = fails(FailureKind::Panic, &["every execution"], || {
        let count = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&count);
        let adds = thread::spawn(move || {
            theirs.fetch_add(1, Relaxed);
        });
        count.fetch_add(1, Relaxed);
        adds.join().unwrap();
        assert_eq!(count.load(Relaxed), 3, "the wrong sum");
    });
    assert!(!failure.trace().reason.contains("At that moment"));
}

#[test]
fn an_order_that_matters_is_not_called_every_execution() {
    let failure = fails(
        FailureKind::Panic,
        &["At that moment thread 1 had not begun yet."],
        || {
            let done = Arc::new(AtomicBool::new(false));
            let theirs = Arc::clone(&done);
            thread::spawn(move || theirs.store(true, Relaxed));
            assert!(done.load(Relaxed), "nobody waited");
        },
    );
    assert!(!failure.trace().reason.contains("every execution"));
}

/// The message may be wrong whatever the other thread has come to: that it is not done is not the reason.
#[test]
fn a_thread_that_is_not_done_is_no_reason_where_the_same_fails_without_it() {
    let failure = fails(FailureKind::Panic, &["the wrong message"], || {
        let (sender, receiver) = mpsc::channel();
        for message in [1, 2] {
            let sender = sender.clone();
            thread::spawn(move || sender.send(message).is_ok());
        }
        assert_eq!(receiver.recv(), Ok(1), "the wrong message");
    });
    let reason = &failure.trace().reason;
    assert!(!reason.contains("At that moment"), "{reason}");
}

/// Both flags may be unset because each thread came too early, or because a load read an old value: the first needs no weak memory.
#[test]
fn what_an_interleaving_explains_is_not_shown_as_a_stale_read() {
    let failure = fails(FailureKind::Panic, &["no news"], || {
        let news = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&news);
        let writer = thread::spawn(move || {
            theirs.store(1, Relaxed);
            theirs.store(2, Relaxed);
        });
        let seen = (news.load(Relaxed), news.load(Relaxed));
        writer.join().unwrap();
        assert_ne!(seen.1, 0, "no news");
    });
    let steps = &failure.trace().execution.steps;
    assert!(steps.iter().all(|step| !step.stale), "{failure}");
}

#[test]
fn a_cell_that_is_initialised_once_goes_by_the_name_in_the_source() {
    static ONE: OnceLock<u32> = OnceLock::new();
    static TWO: LazyLock<u32> = LazyLock::new(|| *ONE.wait() + 1);
    fails(
        FailureKind::Deadlock,
        &["for OnceLock 1 to be initialised"],
        || {
            thread::spawn(|| *TWO);
            ONE.wait();
        },
    );
    fails(
        FailureKind::Deadlock,
        &["for LazyLock 1 to be initialised"],
        || {
            let waits = thread::spawn(|| *TWO);
            let _: &u32 = &TWO;
            waits.join().unwrap();
        },
    );
}
