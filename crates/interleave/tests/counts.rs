//! Known numbers of executions: each execution graph comes up once, none is missing, and little is done in vain.
//!
//! The numbers are computed from what the memory model says of each program, never from what the checker said before.

mod support;

use interleave::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};
use interleave::sync::atomic::{AtomicU32, Ordering};
use interleave::sync::{Arc, Condvar, Mutex, RwLock, mpsc};
use interleave::{Report, outcomes, thread};
use std::collections::BTreeSet;
use support::verified;

fn factorial(n: u64) -> u64 {
    (1..=n).product()
}

/// In how many orders `threads` threads can do `each` things each: (nk)! / (k!)^n.
fn orders(threads: u64, each: u64) -> u64 {
    factorial(threads * each) / factorial(each).pow(threads as u32)
}

/// Explores `threads` threads that each do `work` on one shared value, and joins them.
fn contend<T: Send + Sync + 'static>(
    threads: u64,
    make: fn() -> T,
    work: impl Fn(&T) + Copy + Send + Sync + 'static,
) -> Report {
    verified(move || {
        let shared = Arc::new(make());
        let all: Vec<_> = (0..threads)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || work(&shared))
            })
            .collect();
        for thread in all {
            thread.join().unwrap();
        }
    })
}

fn add(threads: u64, each: u64) -> Report {
    contend(
        threads,
        || AtomicU32::new(0),
        move |count| {
            for _ in 0..each {
                count.fetch_add(1, Relaxed);
            }
        },
    )
}

/// The modification order is an order of all read-modify-writes, and nothing else is free.
#[test]
fn read_modify_writes_come_in_every_order_once() {
    for threads in 1..=9 {
        for each in (1..=9).take_while(|each| threads * each <= 9) {
            if threads == 9 {
                continue; // The test below.
            }
            let report = add(threads, each);
            assert_eq!(
                report.executions(),
                orders(threads, each),
                "{threads} threads, {each} each"
            );
            assert_eq!(report.blocked(), 0, "{threads} threads, {each} each");
        }
    }
}

#[test]
fn nine_threads_come_in_every_order_once() {
    assert_eq!(add(9, 1).executions(), 362_880);
}

#[test]
fn three_threads_of_three_are_explored_in_few_runs() {
    let report = add(3, 3);
    assert_eq!(report.executions(), 1_680);
    assert!(report.runs() * 10 <= 1_680 * 12, "{} runs", report.runs());
}

/// What each of the threads (which run in parallel) has seen.
fn seen<const N: usize>(threads: [fn(&[AtomicU32; 2]) -> u32; N]) -> [u32; N] {
    let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
    let threads = threads.map(|work| {
        let places = Arc::clone(&places);
        thread::spawn(move || work(&places))
    });
    threads.map(|thread| thread.join().unwrap())
}

/// The number of executions of a litmus test, and what its threads can see in them.
fn litmus<const N: usize>(threads: [fn(&[AtomicU32; 2]) -> u32; N]) -> (u64, BTreeSet<[u32; N]>) {
    let report = verified(move || {
        seen(threads);
    });
    (report.executions(), outcomes(move || seen(threads)))
}

fn put(place: &AtomicU32, ordering: Ordering) -> u32 {
    place.store(1, ordering);
    0
}

/// Both places, in two digits.
fn both(first: &AtomicU32, second: &AtomicU32, ordering: Ordering) -> u32 {
    let first = first.load(ordering);
    10 * first + second.load(ordering)
}

#[test]
fn store_buffering_has_four_executions_and_with_seqcst_three() {
    let (executions, outcomes) = litmus([
        |[x, y]| put(x, Relaxed) + y.load(Relaxed),
        |[x, y]| put(y, Relaxed) + x.load(Relaxed),
    ]);
    assert_eq!(executions, 4);
    assert_eq!(outcomes, BTreeSet::from([[0, 0], [0, 1], [1, 0], [1, 1]]));

    let (executions, outcomes) = litmus([
        |[x, y]| put(x, Release) + y.load(Acquire),
        |[x, y]| put(y, Release) + x.load(Acquire),
    ]);
    assert_eq!(executions, 4, "release and acquire do not help");
    assert!(outcomes.contains(&[0, 0]));

    let (executions, outcomes) = litmus([
        |[x, y]| put(x, SeqCst) + y.load(SeqCst),
        |[x, y]| put(y, SeqCst) + x.load(SeqCst),
    ]);
    assert_eq!(executions, 3);
    assert_eq!(outcomes, BTreeSet::from([[0, 1], [1, 0], [1, 1]]));
}

#[test]
fn message_passing_has_four_executions_and_with_release_and_acquire_three() {
    let (executions, outcomes) = litmus([
        |[data, flag]| put(data, Relaxed) + put(flag, Relaxed),
        |[data, flag]| both(flag, data, Relaxed),
    ]);
    assert_eq!(executions, 4);
    assert_eq!(outcomes, BTreeSet::from([[0, 0], [0, 1], [0, 10], [0, 11]]));

    let (executions, outcomes) = litmus([
        |[data, flag]| put(data, Relaxed) + put(flag, Release),
        |[data, flag]| {
            let flag = flag.load(Acquire);
            10 * flag + data.load(Relaxed)
        },
    ]);
    assert_eq!(executions, 3);
    assert_eq!(outcomes, BTreeSet::from([[0, 0], [0, 1], [0, 11]]));
}

/// RC11 forbids that each load reads the store that comes after the other one; C++ and Rust allow it, no compiler does it.
#[test]
fn load_buffering_has_three_executions() {
    let (executions, outcomes) = litmus([
        |[x, y]| {
            let seen = x.load(Relaxed);
            seen + put(y, Relaxed)
        },
        |[x, y]| {
            let seen = y.load(Relaxed);
            seen + put(x, Relaxed)
        },
    ]);
    assert_eq!(executions, 3);
    assert_eq!(outcomes, BTreeSet::from([[0, 0], [0, 1], [1, 0]]));
}

#[test]
fn independent_reads_disagree_unless_all_is_seqcst() {
    let (executions, outcomes) = litmus([
        |[x, _]| put(x, Release),
        |[_, y]| put(y, Release),
        |[x, y]| both(x, y, Acquire),
        |[x, y]| both(y, x, Acquire),
    ]);
    assert_eq!(executions, 16);
    assert!(
        outcomes.contains(&[0, 0, 10, 10]),
        "the readers see the stores in different orders"
    );

    let (executions, outcomes) = litmus([
        |[x, _]| put(x, SeqCst),
        |[_, y]| put(y, SeqCst),
        |[x, y]| both(x, y, SeqCst),
        |[x, y]| both(y, x, SeqCst),
    ]);
    assert_eq!(executions, 15);
    assert!(!outcomes.contains(&[0, 0, 10, 10]));
}

/// The final values of two places, after two threads have written to both.
fn two_and_two(ordering: Ordering) -> [u32; 2] {
    let places = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
    let writer = |first: usize| {
        let places = Arc::clone(&places);
        thread::spawn(move || {
            places[first].store(1, ordering);
            places[1 - first].store(2, ordering);
        })
    };
    for thread in [writer(0), writer(1)] {
        thread.join().unwrap();
    }
    [places[0].load(Relaxed), places[1].load(Relaxed)]
}

/// A store may come before one in modification order that was executed earlier, so both places may keep their first store.
#[test]
fn two_threads_that_write_two_places_have_four_executions_and_with_seqcst_three() {
    let count = |ordering| verified(move || _ = two_and_two(ordering)).executions();
    assert_eq!(count(Relaxed), 4);
    assert_eq!(count(SeqCst), 3);
    assert!(outcomes(|| two_and_two(Relaxed)).contains(&[1, 1]));
    assert!(!outcomes(|| two_and_two(SeqCst)).contains(&[1, 1]));
}

#[test]
fn two_stores_each_to_one_place_have_six_executions() {
    let report = contend(
        2,
        || AtomicU32::new(0),
        |place| {
            place.store(1, Relaxed);
            place.store(2, Relaxed);
        },
    );
    assert_eq!(report.executions(), 6);
}

/// A release sequence is carried on by read-modify-writes of any ordering.
#[test]
fn a_read_modify_write_in_between_keeps_the_message_whole() {
    let (_, outcomes) = litmus([
        |[data, flag]| put(data, Relaxed) + put(flag, Release),
        |[_, flag]| {
            flag.fetch_add(1, Relaxed);
            0
        },
        |[data, flag]| {
            let flag = flag.load(Acquire);
            10 * flag + data.load(Relaxed)
        },
    ]);
    assert!(outcomes.contains(&[0, 0, 21]));
    assert!(
        !outcomes.contains(&[0, 0, 20]),
        "2 was read, and not what was released with the store of 1"
    );
}

#[test]
fn threads_take_a_lock_in_every_order_once() {
    for threads in 1..=5 {
        let report = contend(threads, || Mutex::new(0), |sum| *sum.lock().unwrap() += 1);
        assert_eq!(report.executions(), factorial(threads), "{threads} threads");
    }
    for (threads, each) in [(2, 2), (2, 3), (2, 4), (3, 2), (4, 2), (3, 3)] {
        let report = contend(
            threads,
            || Mutex::new(0),
            move |sum| {
                for _ in 0..each {
                    *sum.lock().unwrap() += 1;
                }
            },
        );
        assert_eq!(
            report.executions(),
            orders(threads, each),
            "{threads} threads, {each} each"
        );
        assert!(
            report.blocked() <= report.executions(),
            "{} blocked",
            report.blocked()
        );
    }
}

/// Writers are ordered among themselves; each reader is somewhere among them, and readers do not matter to each other.
#[test]
fn readers_are_ordered_against_writers_only() {
    for (writers, readers) in [
        (0, 3),
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
        (2, 3),
        (3, 1),
        (1, 4),
    ] {
        let report = verified(move || {
            let lock = Arc::new(RwLock::new(0));
            let spawn = |writes| {
                let lock = Arc::clone(&lock);
                thread::spawn(move || {
                    if writes {
                        *lock.write().unwrap() += 1;
                    } else {
                        let _ = *lock.read().unwrap();
                    }
                })
            };
            let all: Vec<_> = (0..writers + readers).map(|n| spawn(n < writers)).collect();
            for thread in all {
                thread.join().unwrap();
            }
        });
        let places = u64::from(writers) + 1;
        let expected = factorial(writers.into()) * places.pow(readers);
        assert_eq!(
            report.executions(),
            expected,
            "{writers} writers, {readers} readers"
        );
        assert!(report.blocked() <= expected, "{} blocked", report.blocked());
    }
}

/// A channel's order is that of its messages: the receiver takes them in that order, whenever it does.
#[test]
fn messages_arrive_in_every_order_once() {
    for (senders, each) in [(1, 3), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1)] {
        let report = verified(move || {
            let (to, from) = mpsc::channel();
            for n in 0..senders {
                let to = to.clone();
                thread::spawn(move || {
                    for _ in 0..each {
                        to.send(n).unwrap();
                    }
                });
            }
            for _ in 0..senders * each {
                from.recv().unwrap();
            }
        });
        assert_eq!(
            report.executions(),
            orders(senders, each),
            "{senders} senders, {each} each"
        );
        assert!(
            report.blocked() <= report.executions(),
            "{} blocked",
            report.blocked()
        );
    }
}

#[test]
fn few_executions_of_locks_channels_and_conditions_are_given_up() {
    let few = |name: &str, report: &Report| {
        let (executions, blocked) = (report.executions(), report.blocked());
        assert!(
            blocked <= executions,
            "{name}: {executions} executions, {blocked} blocked"
        );
    };
    few(
        "two locks in one order",
        &verified(|| {
            let locks = Arc::new((Mutex::new(0), Mutex::new(0)));
            let threads = [0, 1, 2].map(|_| {
                let locks = Arc::clone(&locks);
                thread::spawn(move || {
                    let mut first = locks.0.lock().unwrap();
                    *locks.1.lock().unwrap() += 1;
                    *first += 1;
                })
            });
            for thread in threads {
                thread.join().unwrap();
            }
        }),
    );
    few(
        "a bounded channel",
        &verified(|| {
            let (to, from) = mpsc::sync_channel(1);
            for _ in 0..2 {
                let to = to.clone();
                thread::spawn(move || {
                    to.send(1).unwrap();
                    to.send(2).unwrap();
                });
            }
            drop(to);
            assert_eq!(from.iter().sum::<u32>(), 6);
        }),
    );
    few(
        "a meeting place",
        &verified(|| {
            let (to, from) = mpsc::sync_channel(0);
            for _ in 0..2 {
                let to = to.clone();
                thread::spawn(move || to.send(1).unwrap());
            }
            drop(to);
            assert_eq!(from.iter().sum::<u32>(), 2);
        }),
    );
    few(
        "a condition",
        &verified(|| {
            let shared = Arc::new((Mutex::new(0), Condvar::new()));
            for _ in 0..2 {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    *shared.0.lock().unwrap() += 1;
                    shared.1.notify_one();
                });
            }
            let arrived = shared.0.lock().unwrap();
            let arrived = shared.1.wait_while(arrived, |n| *n < 2).unwrap();
            assert_eq!(*arrived, 2);
        }),
    );
    few(
        "readers and writers",
        &verified(|| {
            let lock = Arc::new(RwLock::new(0));
            let spawn = |writes: bool| {
                let lock = Arc::clone(&lock);
                thread::spawn(move || {
                    for _ in 0..2 {
                        if writes {
                            *lock.write().unwrap() += 1;
                        } else {
                            let _ = *lock.read().unwrap();
                        }
                    }
                })
            };
            for thread in [spawn(true), spawn(true), spawn(false)] {
                thread.join().unwrap();
            }
        }),
    );
}

/// A compare_exchange that fails reads, and writes nothing; one that fails for no reason is an execution of its own.
#[test]
fn a_weak_exchange_may_fail_once_more_than_a_strong_one() {
    let one = |weak: bool| {
        verified(move || {
            let place = AtomicU32::new(0);
            let _ = match weak {
                true => place.compare_exchange_weak(0, 1, AcqRel, Acquire),
                false => place.compare_exchange(0, 1, AcqRel, Acquire),
            };
        })
        .executions()
    };
    assert_eq!(one(false), 1);
    assert_eq!(one(true), 2);
}
