//! What `SpinLock` must do, in every execution.

use crate::subject::{Guard, SpinLock};
use std as interleave;
use std::cell::Cell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::{Arc, MutexGuard};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when it fails.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::Livelock,
            "A thread spins for ever: nobody holds a guard any more, or its owner waits itself, and \
             the lock is still taken. Does dropping a guard unlock? Can a `try_lock` that fails \
             leave the lock taken?",
        )
        .on(
            FailureKind::DataRace,
            "Either two threads have the lock at the same time (are looking and taking one \
             step?), or they have it one after the other and nothing orders what they do: the store \
             that unlocks must release, and the operation that takes the lock must acquire.",
        )
}

/// Waits for a thread, and passes a panic on.
fn join<T>(thread: thread::JoinHandle<T>) -> T {
    match thread.join() {
        Ok(value) => value,
        Err(payload) => std::panic::resume_unwind(payload),
    }
}

#[test]
fn a_guard_reads_and_writes() {
    explorer().check(|| {
        let lock = SpinLock::new(5);
        let mut guard = lock.lock();
        assert_eq!(*guard, 5, "the value that the lock was made with");
        *guard += 1;
        assert_eq!(*guard, 6, "the value that was written through the guard");
        drop(guard);
        assert_eq!(*lock.lock(), 6, "the value under the next guard");
    });
}

#[test]
fn try_lock_does_not_wait() {
    explorer().check(|| {
        let lock = SpinLock::new(5);
        let guard = lock.lock();
        assert!(
            lock.try_lock().is_none(),
            "`try_lock` gave out a second guard while there was one"
        );
        assert!(
            lock.try_lock().is_none(),
            "a `try_lock` that failed has unlocked another's lock"
        );
        drop(guard);
        let guard = lock.try_lock();
        assert!(
            guard.is_some(),
            "the lock is free, nobody else is there, and `try_lock` returned `None` (a weak \
             exchange may fail for no reason)"
        );
        drop(guard);
        assert_eq!(*lock.lock(), 5, "the value after all guards were dropped");
    });
}

#[test]
fn one_owner_at_a_time() {
    explorer().check(|| {
        let lock = Arc::new(SpinLock::new(0));
        let other = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || *lock.lock() += 1)
        };
        *lock.lock() += 1;
        join(other);
        assert_eq!(
            *lock.lock(),
            2,
            "two threads added one each, under the lock: an update was lost"
        );
    });
}

#[test]
fn three_owners_one_after_the_other() {
    explorer().check(|| {
        let lock = Arc::new(SpinLock::new(0));
        let others: Vec<_> = (0..2)
            .map(|_| {
                let lock = Arc::clone(&lock);
                thread::spawn(move || *lock.lock() += 1)
            })
            .collect();
        let mine = lock.try_lock().map(|mut guard| *guard += 1).is_some();
        for other in others {
            join(other);
        }
        assert_eq!(
            *lock.lock(),
            2 + u32::from(mine),
            "two threads added one each under the lock, and a third one if `try_lock` let it: an \
             update was lost"
        );
    });
}

#[test]
fn try_lock_sees_what_the_last_owner_did() {
    explorer().check(|| {
        let lock = Arc::new(SpinLock::new(0));
        let other = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || *lock.lock() += 1)
        };
        if let Some(mut guard) = lock.try_lock() {
            *guard += 1;
        }
        join(other);
    });
}

#[test]
fn two_that_only_try() {
    explorer().check(|| {
        let lock = Arc::new(SpinLock::new(0));
        let other = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || lock.try_lock().map(|mut guard| *guard += 1).is_some())
        };
        let mine = lock.try_lock().map(|mut guard| *guard += 1).is_some();
        let other = join(other);
        assert!(
            mine || other,
            "two threads called `try_lock`, and both got `None`: each says that the other has it"
        );
        assert_eq!(
            *lock.lock(),
            u32::from(mine) + u32::from(other),
            "each that got the lock added one"
        );
    });
}

#[test]
fn a_panic_unlocks() {
    explorer().check(|| {
        let lock = Arc::new(SpinLock::new(0));
        let other = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                let mut guard = lock.lock();
                *guard = 1;
                panic!("while the lock is held");
            })
        };
        assert!(other.join().is_err(), "the thread panics");
        assert_eq!(
            lock.try_lock().map(|guard| *guard),
            Some(1),
            "a thread panicked while it held the lock: its guard was dropped, and that unlocks"
        );
    });
}

/// Whether a type is `Send` or `Sync`: `Probe::<T>::SEND`, `Probe::<T>::SYNC`. The constants of the impls with a bound
/// go before those of the traits.
struct Probe<T>(PhantomData<T>);

trait NotSend {
    const SEND: bool = false;
}

trait NotSync {
    const SYNC: bool = false;
}

impl<T> NotSend for Probe<T> {}
impl<T> NotSync for Probe<T> {}

impl<T: Send> Probe<T> {
    const SEND: bool = true;
}

impl<T: Sync> Probe<T> {
    const SYNC: bool = true;
}

#[test]
fn what_may_be_shared_and_sent() {
    // The probe itself is right.
    let probed = [
        (Probe::<u32>::SEND, Probe::<u32>::SYNC),
        (Probe::<Rc<u32>>::SEND, Probe::<Rc<u32>>::SYNC),
        (Probe::<Cell<u32>>::SEND, Probe::<Cell<u32>>::SYNC),
        (
            Probe::<MutexGuard<'static, u32>>::SEND,
            Probe::<MutexGuard<'static, u32>>::SYNC,
        ),
    ];
    assert_eq!(
        probed,
        [(true, true), (false, false), (true, false), (false, true)],
        "what the probe says of types that are known"
    );

    let claims = [
        (
            Probe::<SpinLock<u32>>::SYNC && Probe::<SpinLock<u32>>::SEND,
            "threads may share a `SpinLock<u32>`, and send it: it must be `Sync` and `Send`",
        ),
        (
            Probe::<SpinLock<Cell<u32>>>::SYNC,
            "threads may share a `SpinLock<Cell<u32>>`: only one thread at a time gets at the \
             cell, so it is enough that a `Cell` is `Send`; it must be `Sync`",
        ),
        (
            !Probe::<SpinLock<Rc<u32>>>::SYNC && !Probe::<SpinLock<Rc<u32>>>::SEND,
            "threads must not share a `SpinLock<Rc<u32>>`: each could clone the `Rc`, and count \
             without the lock afterwards. The lock must not be `Sync` when its data is not `Send`",
        ),
        (
            Probe::<Guard<'static, u32>>::SEND,
            "a guard may be sent to another thread: a `Guard<u32>` must be `Send`. (The guard of a \
             `Mutex` is not: is there one inside?)",
        ),
        (
            !Probe::<Guard<'static, Rc<u32>>>::SEND,
            "a `Guard<Rc<u32>>` must not be `Send`: with it, an `Rc` goes to another thread",
        ),
        (
            Probe::<Guard<'static, u32>>::SYNC,
            "threads may share a `Guard<u32>`, for reading: it must be `Sync`",
        ),
        (
            !Probe::<Guard<'static, Cell<u32>>>::SYNC,
            "threads must not share a `Guard<Cell<u32>>`: a `&Guard` gives a `&Cell`, and two threads \
             could set it at the same time. A guard is `Sync` only if its data is",
        ),
    ];
    for (holds, claim) in claims {
        assert!(holds, "{claim}");
    }
}

/// Sends the guard to another thread, which writes and unlocks.
///
/// A probe stands in front: it compiles with a guard that is not `Send`, and the claim above says so.
#[test]
fn a_guard_unlocks_from_another_thread() {
    /// Carries a guard over; `what_may_be_shared_and_sent` has the say on whether that may be done.
    struct Carried(Guard<'static, u32>);
    // SAFETY: sound if a guard is `Send`, which is a rule of the exercise and checked above. If it is not, nothing
    // is done with it on the other thread.
    unsafe impl Send for Carried {}

    explorer().check(|| {
        static LOCK: SpinLock<u32> = SpinLock::new(0);
        if !Probe::<Guard<'static, u32>>::SEND {
            return;
        }
        let carried = Carried(LOCK.lock());
        let other = thread::spawn(move || {
            let mut carried = carried;
            *carried.0 += 1;
            drop(carried);
        });
        assert_eq!(
            *LOCK.lock(),
            1,
            "the guard went to another thread, which added one and dropped it"
        );
        join(other);
    });
}
