//! What the checker does not see: each point of the book's list (`book/src/limits.md`) that a program can show.

mod support;

use core::sync::atomic::AtomicU32 as Unwatched;
use interleave::FailureKind::{DataRace, Livelock, Misuse};
use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::sync::atomic::{AtomicBool, AtomicPtr, Ordering::Relaxed, Ordering::SeqCst};
use interleave::thread;
use std::ptr;
use support::{fails, verified};

/// Memory that threads share without a word.
struct Shared<T>(UnsafeCell<T>);

// SAFETY: not sound; modelled threads share one real thread.
unsafe impl<T> Sync for Shared<T> {}
// SAFETY: as above.
unsafe impl<T> Send for Shared<T> {}

impl<T> Shared<T> {
    fn new(value: T) -> Self {
        Shared(UnsafeCell::new(value))
    }
}

#[test]
fn an_atomic_that_did_not_come_through_std_is_no_step() {
    let report = verified(|| {
        let count = Unwatched::new(0);
        let add = || count.store(count.load(Relaxed) + 1, Relaxed);
        thread::scope(|scope| {
            scope.spawn(add);
            scope.spawn(add);
        });
        assert_eq!(count.load(Relaxed), 2);
    });
    assert_eq!(report.executions(), 1);
}

#[test]
fn what_else_a_weak_could_give_is_not_tried_out() {
    let report = verified(|| {
        let one = Arc::new(());
        let weak = Arc::downgrade(&one);
        let other = thread::spawn(move || weak.upgrade().is_some());
        drop(one);
        assert!(!other.join().unwrap(), "it could have been there still");
    });
    assert_eq!(report.executions(), 1);
}

/// A loop of calls that are no steps may wait for something that is not modelled; it goes on when the others have moved.
#[test]
fn a_loop_that_waits_for_the_count_of_an_arc_ends() {
    let waits = |pause: fn()| {
        move || {
            let mine = Arc::new(0);
            let last = AtomicBool::new(false);
            let others = [Arc::clone(&mine), Arc::clone(&mine)].map(|share| {
                thread::spawn(move || {
                    drop(share);
                })
            });
            while Arc::strong_count(&mine) > 1 {
                pause();
            }
            last.store(true, SeqCst);
            for other in others {
                other.join().unwrap();
            }
        }
    };
    verified(waits(thread::yield_now));
    verified(waits(interleave::hint::spin_loop));
    fails(
        Livelock,
        &["nothing that is left to run will end it"],
        || {
            let mine = Arc::new(0);
            let theirs = Arc::clone(&mine);
            thread::spawn(move || std::mem::forget(theirs));
            while Arc::strong_count(&mine) > 1 {
                thread::yield_now();
            }
        },
    );
}

#[test]
fn a_static_mut_is_not_watched_and_outlives_an_execution() {
    static mut COUNT: u64 = 0;
    // SAFETY: modelled threads share one real thread.
    let add = || unsafe { COUNT += 1 };
    let report = verified(move || {
        thread::scope(|scope| {
            scope.spawn(add);
            scope.spawn(add);
        });
    });
    // SAFETY: nobody else is left.
    assert_eq!(unsafe { COUNT }, 2 * report.runs());
}

#[test]
fn that_a_cell_was_made_is_no_write() {
    verified(|| {
        let mut fresh = Shared::new(0);
        let (fresh, published) = (&raw mut fresh, AtomicPtr::new(ptr::null_mut()));
        let published = &published;
        struct Send(*mut Shared<u32>);
        // SAFETY: what it points to outlives the threads.
        unsafe impl std::marker::Send for Send {}
        let fresh = Send(fresh);
        thread::scope(|scope| {
            scope.spawn(move || {
                let fresh = fresh;
                // SAFETY: as above; nobody else has it yet.
                unsafe { fresh.0.write(Shared::new(42)) };
                published.store(fresh.0, Relaxed);
            });
            let seen = published.load(Relaxed);
            if !seen.is_null() {
                // SAFETY: as above. Nothing orders this read after the write: the language calls it a data race.
                assert_eq!(unsafe { *(*seen).0.get() }, 42);
            }
        });
    });
}

#[test]
fn of_a_large_cell_the_first_4096_bytes_are_watched() {
    let both_write = |at: usize| {
        move || {
            let cell = Shared::new([0_u8; 4097]);
            let (cell, write) = (&cell, move |cell: &Shared<[u8; 4097]>| {
                // SAFETY: in bounds; modelled threads share one real thread.
                unsafe { *cell.0.get().cast::<u8>().add(at) += 1 };
            });
            thread::scope(|scope| {
                scope.spawn(move || write(cell));
                scope.spawn(move || write(cell));
            });
        }
    };
    fails(DataRace, &[], both_write(4095));
    verified(both_write(4096));
}

#[test]
fn an_execution_has_32_threads_at_most() {
    let threads = |n: usize| move || (0..n).for_each(|_| thread::spawn(|| ()).join().unwrap());
    verified(threads(31));
    fails(Misuse, &["threads"], threads(32));
}

/// What the last owner does comes after what the other ones did before they let go: std's `Arc` sees to it, unseen by the checker.
struct Last(Arc<AtomicBool>, Shared<u32>);

impl Drop for Last {
    fn drop(&mut self) {
        // SAFETY: the last owner's.
        unsafe { *self.1.0.get() += 1 };
        self.0.store(true, SeqCst);
    }
}

#[test]
fn what_the_last_owner_of_an_arc_does_looks_like_a_data_race_without_a_join() {
    let owners = |joined: bool| {
        move || {
            let last = Arc::new(Last(Arc::default(), Shared::new(0)));
            let theirs = Arc::clone(&last);
            let other = thread::spawn(move || drop(theirs));
            // SAFETY: the other owner does not touch it, unless it is the last one.
            unsafe { *last.1.0.get() += 1 };
            if joined {
                other.join().unwrap();
            }
        }
    };
    verified(owners(true));
    fails(DataRace, &[], owners(false));
}

#[test]
fn who_lets_go_of_an_arc_last_is_no_step() {
    fails(
        Misuse,
        &["did something else when it was run again"],
        || {
            let dropped = Arc::new(AtomicBool::new(false));
            let last = Arc::new(Last(Arc::clone(&dropped), Shared::new(0)));
            thread::scope(|scope| {
                for _ in 0..2 {
                    let (dropped, last) = (Arc::clone(&dropped), Arc::clone(&last));
                    scope.spawn(move || {
                        dropped.load(SeqCst);
                        drop(last);
                    });
                }
                drop(last);
            });
        },
    );
}
