//! Read, change, write: not one step.

use super::support::{fails, verified};
use interleave::FailureKind::{DataRace, Panic};
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::AtomicU32;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use interleave::sync::{Arc, Mutex, RwLock};
use interleave::thread;

/// Two threads add one each; the sum is asserted.
fn two_add<T: Send + Sync + 'static>(
    start: fn() -> T,
    add_one: fn(&T),
    sum: fn(&T) -> u32,
) -> impl Fn() + Send + Sync + 'static {
    move || {
        let count = Arc::new(start());
        let other = {
            let count = Arc::clone(&count);
            thread::spawn(move || add_one(&count))
        };
        add_one(&count);
        other.join().unwrap();
        assert_eq!(sum(&count), 2, "two threads added one each");
    }
}

const WHY: &str = "the update is lost";

#[test]
fn a_load_and_a_store_lose_an_update() {
    for ordering in [Relaxed, SeqCst] {
        let (load, store) = (ordering, ordering);
        let body = move || {
            let count = Arc::new(AtomicU32::new(0));
            let add = move |count: &AtomicU32| count.store(count.load(load) + 1, store);
            let other = {
                let count = Arc::clone(&count);
                thread::spawn(move || add(&count))
            };
            add(&count);
            other.join().unwrap();
            assert_eq!(count.load(Relaxed), 2, "two threads added one each");
        };
        fails(
            Panic,
            &["two threads added one each", "left: 1", "right: 2"],
            body,
        );
    }
    let new = || AtomicU32::new(0);
    let add = |count: &AtomicU32| count.store(count.load(Acquire) + 1, Release);
    fails(
        Panic,
        &[WHY],
        two_add(new, add, |count| count.load(Relaxed)),
    );
}

#[test]
fn a_read_modify_write_loses_none() {
    let new = || AtomicU32::new(0);
    let get = |count: &AtomicU32| count.load(Relaxed);
    verified(two_add(new, |count| _ = count.fetch_add(1, Relaxed), get));
    verified(two_add(
        new,
        |count| _ = count.fetch_update(Relaxed, Relaxed, |n| Some(n + 1)),
        get,
    ));
    let exchange = |count: &AtomicU32| {
        let mut seen = count.load(Relaxed);
        while let Err(now) = count.compare_exchange_weak(seen, seen + 1, Relaxed, Relaxed) {
            seen = now;
        }
    };
    verified(two_add(new, exchange, get));
}

#[test]
fn two_locks_for_one_change_lose_an_update() {
    let add = |count: &Mutex<u32>| {
        let seen = *count.lock().unwrap();
        *count.lock().unwrap() = seen + 1;
    };
    let words = [
        "lets go of the lock",
        "what the first looked at may have changed",
    ];
    fails(
        Panic,
        &words,
        two_add(|| Mutex::new(0), add, |count| *count.lock().unwrap()),
    );

    let add = |count: &RwLock<u32>| {
        let seen = *count.read().unwrap();
        *count.write().unwrap() = seen + 1;
    };
    fails(
        Panic,
        &["lets go of the lock"],
        two_add(|| RwLock::new(0), add, |count| *count.read().unwrap()),
    );
}

#[test]
fn one_lock_for_the_whole_change_loses_none() {
    let add = |count: &Mutex<u32>| *count.lock().unwrap() += 1;
    verified(two_add(
        || Mutex::new(0),
        add,
        |count| *count.lock().unwrap(),
    ));
    let add = |count: &RwLock<u32>| *count.write().unwrap() += 1;
    verified(two_add(
        || RwLock::new(0),
        add,
        |count| *count.read().unwrap(),
    ));
}

/// A number that every thread may change, with nothing that orders them.
struct Unguarded(UnsafeCell<u32>);

// SAFETY: not sound; that is what the checker has to find. Modelled threads share one real thread.
unsafe impl Sync for Unguarded {}

#[test]
fn plain_memory_is_a_data_race() {
    // SAFETY: the cell is alive; see above.
    let add = |count: &Unguarded| unsafe { *count.0.get() += 1 };
    // SAFETY: as above.
    let body = two_add(
        || Unguarded(UnsafeCell::new(0)),
        add,
        |count| unsafe { *count.0.get() },
    );
    let failure = fails(
        DataRace,
        &[
            "data race",
            "a write",
            "nothing that orders them",
            "lost_updates.rs",
        ],
        body,
    );
    assert!(
        failure.message().contains("the main thread"),
        "{}",
        failure.message()
    );
    assert!(
        failure.message().contains("thread 1"),
        "{}",
        failure.message()
    );
}
