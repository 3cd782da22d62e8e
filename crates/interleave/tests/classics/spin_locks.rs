//! A spin lock, with each of its orderings weakened in turn.

use super::support::{fails, verified};
use interleave::FailureKind::{DataRace, Livelock};
use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use interleave::{hint, thread};

#[derive(Default)]
struct SpinLock {
    taken: AtomicBool,
    value: UnsafeCell<u32>,
}

// SAFETY: the value is used between lock and unlock only; whether these keep others out is what the checker finds out.
unsafe impl Sync for SpinLock {}

/// How the lock is taken, given the ordering of the operation that takes it.
type Take = fn(&AtomicBool, Ordering);

fn by_swap(taken: &AtomicBool, ordering: Ordering) {
    while taken.swap(true, ordering) {
        hint::spin_loop();
    }
}

fn by_exchange(taken: &AtomicBool, ordering: Ordering) {
    while taken
        .compare_exchange(false, true, ordering, Relaxed)
        .is_err()
    {
        thread::yield_now();
    }
}

fn by_weak_exchange(taken: &AtomicBool, ordering: Ordering) {
    while taken
        .compare_exchange_weak(false, true, ordering, Relaxed)
        .is_err()
    {
        hint::spin_loop();
    }
}

fn by_look_and_swap(taken: &AtomicBool, ordering: Ordering) {
    while taken.swap(true, ordering) {
        while taken.load(Relaxed) {
            hint::spin_loop();
        }
    }
}

/// Not one step: two threads can both see that it is free.
fn by_load_and_store(taken: &AtomicBool, ordering: Ordering) {
    while taken.load(ordering) {
        hint::spin_loop();
    }
    taken.store(true, Relaxed);
}

/// `threads` threads add one, `each` times each.
fn add(
    threads: u32,
    each: u32,
    take: Take,
    taking: Ordering,
    giving: Option<Ordering>,
) -> impl Fn() + Send + Sync + 'static {
    move || {
        let lock = Arc::new(SpinLock::default());
        let all: Vec<_> = (0..threads)
            .map(|_| {
                let lock = Arc::clone(&lock);
                thread::spawn(move || {
                    for _ in 0..each {
                        take(&lock.taken, taking);
                        // SAFETY: alive; alone, if the lock is right.
                        unsafe { *lock.value.get() += 1 };
                        if let Some(giving) = giving {
                            lock.taken.store(false, giving);
                        }
                    }
                })
            })
            .collect();
        for thread in all {
            thread.join().unwrap();
        }
        // SAFETY: the threads have ended.
        assert_eq!(unsafe { *lock.value.get() }, threads * each);
    }
}

const ALL: [Take; 4] = [by_swap, by_exchange, by_weak_exchange, by_look_and_swap];

#[test]
fn acquire_and_release_make_a_lock() {
    for take in ALL {
        verified(add(2, 1, take, Acquire, Some(Release)));
        verified(add(2, 2, take, Acquire, Some(Release)));
        verified(add(3, 1, take, Acquire, Some(Release)));
    }
}

const RACE: &[&str] = &[
    "data race",
    "nothing that orders them",
    "*lock.value.get() += 1",
];

#[test]
fn taking_must_acquire() {
    for take in ALL {
        fails(DataRace, RACE, add(2, 1, take, Relaxed, Some(Release)));
        fails(DataRace, RACE, add(2, 1, take, Release, Some(Release)));
    }
}

#[test]
fn giving_back_must_release() {
    for take in ALL {
        fails(DataRace, RACE, add(2, 1, take, Acquire, Some(Relaxed)));
    }
}

#[test]
fn a_load_and_a_store_make_no_lock() {
    fails(
        DataRace,
        RACE,
        add(2, 1, by_load_and_store, Acquire, Some(Release)),
    );
}

#[test]
fn a_lock_that_is_never_given_back_is_waited_for_in_vain() {
    for take in ALL {
        let words = [
            "a thread spins, and nothing that is left to run will end it",
            "in a loop, for another value",
        ];
        fails(Livelock, &words, add(2, 1, take, Acquire, None));
    }
}

/// Tickets are served in the order in which they were drawn.
#[test]
fn a_ticket_lock_is_verified_and_needs_its_release() {
    use interleave::sync::atomic::AtomicU32;
    #[derive(Default)]
    struct Tickets {
        next: AtomicU32,
        serving: AtomicU32,
        value: UnsafeCell<u32>,
    }
    // SAFETY: as for the spin lock.
    unsafe impl Sync for Tickets {}

    let body = |waiting: Ordering, done: Ordering| {
        move || {
            let lock = Arc::new(Tickets::default());
            let all = [0; 3].map(|_| {
                let lock = Arc::clone(&lock);
                thread::spawn(move || {
                    let mine = lock.next.fetch_add(1, Relaxed);
                    while lock.serving.load(waiting) != mine {
                        hint::spin_loop();
                    }
                    // SAFETY: alive; alone, if the lock is right.
                    unsafe { *lock.value.get() += 1 };
                    lock.serving.store(mine + 1, done);
                })
            });
            for thread in all {
                thread.join().unwrap();
            }
        }
    };
    let race = &["data race", "*lock.value.get() += 1"];
    fails(DataRace, race, body(Relaxed, Release));
    fails(DataRace, race, body(Acquire, Relaxed));
    verified(body(Acquire, Release));
}
