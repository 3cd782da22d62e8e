//! What the checker cannot do is said, with what to do instead.

use super::support::{fails, verified};
use interleave::FailureKind::{Misuse, Panic};
use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::Relaxed;
use interleave::sync::{Arc, Condvar, Mutex, OnceLock, RwLock, mpsc};
use interleave::{Verdict, check, explore, thread};

#[test]
fn a_check_inside_a_check_is_refused() {
    let words = ["a check inside a check", "call it directly"];
    fails(Panic, &words, || check(|| {}));
    fails(Panic, &words, || {
        thread::spawn(|| check(|| {})).join().unwrap();
    });
    let report = explore(|| _ = explore(|| {}));
    assert_eq!(report.verdict(), Verdict::Failed);
    // A learner's `catch_unwind` around it is no way round it, and does no harm.
    verified(|| assert!(interleave::panic::catch_unwind(|| check(|| {})).is_err()));
}

/// An object from outside would carry what one execution did into the next.
#[test]
fn objects_from_outside_are_refused() {
    /// `work` is done by two threads, so that there are more executions than one.
    fn refused(kind: &str, work: impl Fn() + Send + Sync + 'static) {
        let words = [
            &*format!("this {kind} was made outside the checked closure"),
            "inside the closure that is given to the check",
        ];
        let work = Arc::new(work);
        fails(Misuse, &words, move || {
            let theirs = Arc::clone(&work);
            let other = thread::spawn(move || theirs());
            work();
            other.join().unwrap();
        });
    }
    let outside = Arc::new(AtomicU32::new(0));
    outside.fetch_add(1, Relaxed);
    let captured = Arc::clone(&outside);
    refused("AtomicU32", move || _ = captured.fetch_add(1, Relaxed));
    assert_eq!(outside.load(Relaxed), 1, "the object itself is as it was");

    let outside = Arc::new(Mutex::new(0));
    refused("Mutex", move || *outside.lock().unwrap() += 1);
    let outside = Arc::new(RwLock::new(0));
    refused("RwLock", move || *outside.write().unwrap() += 1);
    let outside = Arc::new((Mutex::new(()), Condvar::new()));
    refused("Mutex", move || {
        drop(outside.0.lock());
        outside.1.notify_all();
    });
    let outside = Condvar::new();
    refused("Condvar", move || outside.notify_all());
    let outside = OnceLock::new();
    refused("OnceLock", move || _ = outside.get_or_init(|| 1));
    let (to, _from) = mpsc::channel();
    refused("channel", move || to.send(1).unwrap());
}

/// Also when the object was first used by an earlier execution, through real shared state that the checker cannot see.
#[test]
fn objects_kept_from_an_earlier_execution_are_refused() {
    let kept = ::std::sync::Mutex::new(None::<Arc<AtomicU32>>);
    fails(Misuse, &["kept from an earlier execution"], move || {
        let mut kept = kept.lock().unwrap();
        let count = Arc::clone(kept.get_or_insert_with(|| Arc::new(AtomicU32::new(0))));
        drop(kept);
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || theirs.fetch_add(1, Relaxed));
        count.fetch_add(1, Relaxed);
        other.join().unwrap();
    });
}

/// A program that asks something outside for what to do is not the same when it is run again.
#[test]
fn a_program_that_is_not_the_same_each_time_is_noticed() {
    let runs = ::std::sync::atomic::AtomicU32::new(0);
    let words = [
        "the program did something else when it was run again",
        "no clock, no random numbers",
    ];
    fails(Misuse, &words, move || {
        let run = runs.fetch_add(1, Relaxed);
        let place = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&place);
        let other = thread::spawn(move || theirs.fetch_add(1, Relaxed));
        if run.is_multiple_of(2) {
            place.fetch_add(1, Relaxed);
        } else {
            place.store(1, Relaxed);
        }
        other.join().unwrap();
    });
}

#[test]
fn a_thread_from_outside_cannot_be_joined() {
    let outside = ::std::sync::Mutex::new(Some(thread::spawn(|| 1)));
    fails(
        Misuse,
        &[
            "this thread was started outside the checked closure",
            "start it inside",
        ],
        move || {
            let outside = outside.lock().unwrap().take().unwrap();
            outside.join().unwrap();
        },
    );
}

/// The refusal of one check does not spoil the next.
#[test]
fn misuse_is_over_when_it_is_reported() {
    for _ in 0..3 {
        fails(Misuse, &["set_hook"], || {
            interleave::panic::set_hook(Box::new(|_| {}))
        });
        verified(|| _ = AtomicU32::new(0).load(Relaxed));
    }
}
