//! Mutual exclusion by loads and stores: right only when a thread's store is seen before its load, which release and acquire do not
//! give.

use super::support::{fails, verified};
use interleave::FailureKind::{DataRace, Livelock};
use interleave::cell::UnsafeCell;
use interleave::sync::Arc;
use interleave::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};
use interleave::sync::atomic::{AtomicBool, AtomicUsize, fence};
use interleave::{hint, thread};

#[derive(Default)]
struct Two {
    wants: [AtomicBool; 2],
    turn: AtomicUsize,
    count: UnsafeCell<u32>,
}

// SAFETY: the count is used between entering and leaving only; whether that is enough is what the checker finds out.
unsafe impl Sync for Two {}

/// Two threads enter, add one, and leave.
fn two_threads(
    enter: impl Fn(&Two, usize) + Copy + Send + Sync + 'static,
) -> impl Fn() + Send + Sync + 'static {
    two_threads_that_leave(enter, |two, me| two.wants[me].store(false, Release))
}

fn two_threads_that_leave(
    enter: impl Fn(&Two, usize) + Copy + Send + Sync + 'static,
    leave: fn(&Two, usize),
) -> impl Fn() + Send + Sync + 'static {
    move || {
        let two = Arc::new(Two::default());
        let threads = [0, 1].map(|me| {
            let two = Arc::clone(&two);
            thread::spawn(move || {
                enter(&two, me);
                // SAFETY: alive; alone, if `enter` is right.
                unsafe { *two.count.get() += 1 };
                leave(&two, me);
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
        // SAFETY: both threads have ended.
        assert_eq!(unsafe { *two.count.get() }, 2);
    }
}

/// Peterson, "Myths about the mutual exclusion problem", 1981.
fn peterson(
    store: Ordering,
    load: Ordering,
) -> impl Fn(&Two, usize) + Copy + Send + Sync + 'static {
    move |two, me| {
        two.wants[me].store(true, store);
        two.turn.store(1 - me, store);
        while two.wants[1 - me].load(load) && two.turn.load(load) == 1 - me {
            hint::spin_loop();
        }
    }
}

const RACE: &[&str] = &["data race", "*two.count.get() += 1"];

#[test]
fn peterson_needs_seqcst() {
    fails(DataRace, RACE, two_threads(peterson(Relaxed, Relaxed)));
    fails(DataRace, RACE, two_threads(peterson(Release, Acquire)));
    fails(DataRace, RACE, two_threads(peterson(SeqCst, Acquire)));
    fails(DataRace, RACE, two_threads(peterson(Release, SeqCst)));
    verified(two_threads(peterson(SeqCst, SeqCst)));
}

/// Who exchanges `turn` second reads the first's exchange, and so sees that it wants to enter.
#[test]
fn peterson_with_an_exchange_needs_no_seqcst() {
    let enter = |ordering: Ordering| {
        move |two: &Two, me: usize| {
            two.wants[me].store(true, Relaxed);
            two.turn.swap(1 - me, ordering);
            while two.wants[1 - me].load(Acquire) && two.turn.load(Relaxed) == 1 - me {
                hint::spin_loop();
            }
        }
    };
    fails(DataRace, RACE, two_threads(enter(Relaxed)));
    verified(two_threads(enter(AcqRel)));
}

/// The two stores may become visible in the other order, so one fence after both is not enough.
#[test]
fn peterson_with_one_fence_lets_both_in() {
    let enter = |before: Ordering| {
        move |two: &Two, me: usize| {
            two.wants[me].store(true, Relaxed);
            two.turn.store(1 - me, before);
            fence(SeqCst);
            while two.wants[1 - me].load(Acquire) && two.turn.load(Acquire) == 1 - me {
                hint::spin_loop();
            }
        }
    };
    fails(DataRace, RACE, two_threads(enter(Relaxed)));
}

#[test]
fn asking_before_announcing_lets_both_in() {
    fails(
        DataRace,
        RACE,
        two_threads(|two, me| {
            while two.wants[1 - me].load(SeqCst) {
                hint::spin_loop();
            }
            two.wants[me].store(true, SeqCst);
        }),
    );
}

/// Both announce, both wait for the other to give up: nobody enters, and both spin.
#[test]
fn announcing_without_a_turn_lets_nobody_in() {
    let words = ["spins", "nothing that is left to run will end it"];
    fails(
        Livelock,
        &words,
        two_threads(|two, me| {
            two.wants[me].store(true, SeqCst);
            while two.wants[1 - me].load(SeqCst) {
                hint::spin_loop();
            }
        }),
    );
}

/// Dekker's algorithm, after Dijkstra, "Cooperating sequential processes", 1965.
fn dekker(store: Ordering, load: Ordering) -> impl Fn(&Two, usize) + Copy + Send + Sync + 'static {
    move |two, me| {
        two.wants[me].store(true, store);
        while two.wants[1 - me].load(load) {
            if two.turn.load(load) != me {
                two.wants[me].store(false, store);
                while two.turn.load(load) != me {
                    hint::spin_loop();
                }
                two.wants[me].store(true, store);
            }
        }
    }
}

#[test]
fn dekker_needs_seqcst() {
    let body = |store, load| {
        two_threads_that_leave(dekker(store, load), |two, me| {
            two.turn.store(1 - me, Release);
            two.wants[me].store(false, Release);
        })
    };
    fails(DataRace, RACE, body(Relaxed, Relaxed));
    fails(DataRace, RACE, body(Release, Acquire));
    verified(body(SeqCst, SeqCst));
}

/// Relaxed stores and loads with a fence between them, on both sides: the heart of Dekker's algorithm, without the waiting.
#[test]
fn a_fence_between_store_and_load_lets_at_most_one_in() {
    let body = |ordering: Option<Ordering>| {
        move || {
            let two = Arc::new(Two::default());
            let threads = [0, 1].map(|me| {
                let two = Arc::clone(&two);
                thread::spawn(move || {
                    two.wants[me].store(true, Relaxed);
                    if let Some(ordering) = ordering {
                        fence(ordering);
                    }
                    if !two.wants[1 - me].load(Relaxed) {
                        // SAFETY: alive; alone, if the fence is enough.
                        unsafe { *two.count.get() += 1 };
                    }
                })
            });
            for thread in threads {
                thread.join().unwrap();
            }
        }
    };
    fails(DataRace, RACE, body(None));
    fails(DataRace, RACE, body(Some(AcqRel)));
    verified(body(Some(SeqCst)));
}
