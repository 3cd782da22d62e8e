//! Why an execution failed: the reason names what matters, and keeps silent about what does not.

mod support;

use interleave::cell::UnsafeCell;
use interleave::sync::atomic::Ordering::{self, Acquire, Relaxed, Release, SeqCst};
use interleave::sync::atomic::{AtomicBool, AtomicU32, fence};
use interleave::sync::{Arc, LazyLock, Mutex, OnceLock, mpsc};
use interleave::{FailureKind, thread};
use support::{fails, verified};

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

/// The main thread's message is "an `Err` value": what went wrong stands with the other thread.
#[test]
fn a_panic_that_came_from_another_thread_is_named() {
    let order_matters = |count: &AtomicU32| {
        assert_eq!(count.fetch_add(1, Relaxed), 0, "I am not the first");
    };
    let why = ["panicked in line", "I am not the first."];
    fails(FailureKind::Panic, &why, move || {
        let count = Arc::new(AtomicU32::new(0));
        let threads = [(); 2].map(|()| {
            let count = Arc::clone(&count);
            thread::spawn(move || order_matters(&count))
        });
        for thread in threads {
            thread.join().unwrap();
        }
    });
    let scoped = fails(
        FailureKind::Panic,
        &["a scoped thread panicked"],
        move || {
            let count = AtomicU32::new(0);
            thread::scope(|scope| {
                scope.spawn(|| order_matters(&count));
                scope.spawn(|| order_matters(&count));
            });
        },
    );
    let reason = &scoped.trace().reason;
    assert!(reason.contains("panicked in line"), "{reason}");
    assert!(reason.contains("I am not the first."), "{reason}");
}

/// The join finds a panic that comes from a poisoned lock, and the lock was poisoned by a third thread.
#[test]
fn a_panic_that_was_passed_on_twice_is_followed_to_the_first() {
    let why = [
        "Thread 1 panicked in line",
        "the first one. It fails in every execution",
    ];
    fails(FailureKind::Panic, &why, || {
        let lock = Arc::new(Mutex::new(()));
        let theirs = Arc::clone(&lock);
        let first = thread::spawn(move || {
            let _guard = theirs.lock().unwrap();
            panic!("the first one");
        });
        first.join().unwrap_err();
        let second = thread::spawn(move || drop(lock.lock().unwrap()));
        second.join().unwrap();
    });
    let why = ["Thread 1 panicked in line", "no answer."];
    fails(FailureKind::Panic, &why, || {
        let (sender, receiver) = mpsc::channel::<()>();
        thread::spawn(move || {
            let _sender = sender;
            panic!("no answer");
        });
        receiver.recv().unwrap();
    });
}

#[test]
fn a_panic_that_was_dealt_with_is_not_the_reason() {
    let failure = fails(FailureKind::Panic, &["the wrong sum"], || {
        let count = AtomicU32::new(0);
        let adds = || count.store(count.load(Relaxed) + 1, Relaxed);
        thread::scope(|scope| {
            let wanted = scope.spawn(|| panic!("on purpose"));
            assert!(wanted.join().is_err());
            scope.spawn(adds);
            adds();
        });
        assert_eq!(count.into_inner(), 2, "the wrong sum");
    });
    let reason = &failure.trace().reason;
    assert!(reason.contains("the update is lost"), "{reason}");
    assert!(!reason.contains("panicked"), "{reason}");
}

#[test]
fn half_of_a_change_is_called_that() {
    let half = "it sees one of the two changes without the other";
    let atomics = ["Thread 1 changes AtomicU32 1 in line", half];
    fails(FailureKind::Panic, &atomics, || {
        let (left, right) = (AtomicU32::new(0), AtomicU32::new(10));
        thread::scope(|scope| {
            scope.spawn(|| {
                left.store(20, SeqCst);
                right.store(30, SeqCst);
            });
            assert!(left.load(SeqCst) < right.load(SeqCst), "not left of right");
        });
    });
    let locks = [
        "The main thread looks at Mutex 1 in line",
        "before its change, and at Mutex 2 in line",
        half,
    ];
    fails(FailureKind::Panic, &locks, || {
        let (given, got) = (Mutex::new(0), Mutex::new(0));
        thread::scope(|scope| {
            scope.spawn(|| {
                *given.lock().unwrap() += 5;
                *got.lock().unwrap() += 5;
            });
            let given = *given.lock().unwrap();
            let got = *got.lock().unwrap();
            assert!(got <= given, "more was got than was given");
        });
    });
}

/// A line of another file has its mark, as in the table.
#[test]
fn a_line_of_another_file_is_marked() {
    let failure = fails(FailureKind::Panic, &["the update is lost"], || {
        let count = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| support::add_badly(&count));
            support::add_badly(&count);
        });
        assert_eq!(count.into_inner(), 2);
    });
    let reason = &failure.trace().reason;
    assert!(!reason.contains("in line"), "{reason}");
    assert_eq!(reason.matches("in support:").count(), 3, "{reason}");
}

/// Threads that add to what they have read, with a store that is no read-modify-write, and none is lost.
#[test]
fn a_store_that_builds_on_the_others_loses_no_update() {
    let failure = fails(FailureKind::Panic, &["the sum is not 3"], || {
        let (count, turn) = (AtomicU32::new(0), Mutex::new(()));
        let add = || {
            let _ = count.load(SeqCst);
            let _turn = turn.lock().unwrap();
            count.store(count.load(SeqCst) + 1, SeqCst);
        };
        let seen = thread::scope(|scope| {
            scope.spawn(add);
            add();
            count.load(SeqCst)
        });
        assert_ne!(seen, 1, "the sum is not 3");
    });
    let reason = &failure.trace().reason;
    assert!(!reason.contains("lost"), "{reason}");
}

/// A value that was made of nothing that was there before is no update.
#[test]
fn a_store_that_asked_for_nothing_is_no_lost_update() {
    let words = [
        "In between, thread 1 writes 7",
        "what was read is no longer so",
    ];
    let failure = fails(FailureKind::Panic, &words, || {
        let last = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| last.store(7, SeqCst));
            if last.load(SeqCst) == 0 {
                last.store(1, SeqCst);
            }
        });
        assert_eq!(last.into_inner(), 7, "seven was there first");
    });
    let reason = &failure.trace().reason;
    assert!(!reason.contains("lost"), "{reason}");
}

struct Plain(UnsafeCell<u32>);

// SAFETY: its users are joined before the next one uses it, and modelled threads share one real thread.
unsafe impl Sync for Plain {}

#[test]
fn a_write_to_a_cell_takes_no_lock() {
    let failure = fails(FailureKind::Panic, &["set too early"], || {
        let (cell, flag) = (Plain(UnsafeCell::new(0)), AtomicBool::new(false));
        let cell = &cell;
        // SAFETY: see above.
        let add = || unsafe { *cell.0.get() += 1 };
        thread::scope(|scope| {
            scope.spawn(|| flag.store(true, SeqCst));
            add();
            scope.spawn(add).join().unwrap();
            add();
            assert!(!flag.load(SeqCst), "set too early");
        });
    });
    let reason = &failure.trace().reason;
    assert!(!reason.contains("lock"), "{reason}");
}

/// A lock that another thread has had in between, only to look, has changed nothing.
#[test]
fn a_lock_that_others_only_looked_behind_is_not_the_reason() {
    let failure = fails(FailureKind::Panic, &["set too early"], || {
        let (number, flag) = (Mutex::new(0), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| {
                assert_eq!(*number.lock().unwrap(), 0);
                flag.store(true, SeqCst);
            });
            drop(number.lock().unwrap());
            let early = flag.load(SeqCst);
            drop(number.lock().unwrap());
            assert!(!early, "set too early");
        });
    });
    let reason = &failure.trace().reason;
    assert!(!reason.contains("lets go"), "{reason}");
}

/// Both threads store, then both load what the other stored: no message passes, so Release and Acquire are no remedy.
#[test]
fn store_buffering_is_told_its_remedy() {
    let both_read_0 = |store: Ordering, load: Ordering| {
        move || {
            let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
            let seen = thread::scope(|scope| {
                let other = scope.spawn(|| {
                    x.store(1, store);
                    y.load(load)
                });
                y.store(1, store);
                (x.load(load), other.join().unwrap())
            });
            assert_ne!(seen, (0, 0), "neither has seen the other");
        }
    };
    let remedy = "SeqCst on all four does, or a SeqCst fence between the two in both threads";
    let relaxed = "Relaxed orders nothing between a store and a later load of another location";
    fails(
        FailureKind::Panic,
        &[relaxed, remedy],
        both_read_0(Relaxed, Relaxed),
    );
    let both =
        "Release and Acquire order nothing between a store and a later load of another location";
    fails(
        FailureKind::Panic,
        &[both, remedy],
        both_read_0(Release, Acquire),
    );
    verified(both_read_0(SeqCst, SeqCst));
}

/// Two readers that only load see two writes in different orders.
#[test]
fn readers_that_disagree_are_not_told_of_stores_and_later_loads() {
    let disagree = |store: Ordering, load: Ordering| {
        move || {
            let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
            let (x, y) = (&x, &y);
            let look = |first: &AtomicU32, then: &AtomicU32| (first.load(load), then.load(load));
            let seen = thread::scope(|scope| {
                scope.spawn(move || x.store(1, store));
                scope.spawn(move || y.store(1, store));
                let one = scope.spawn(move || look(x, y));
                let two = scope.spawn(move || look(y, x));
                (one.join().unwrap(), two.join().unwrap())
            });
            assert_ne!(seen, ((1, 0), (1, 0)), "two orders");
        }
    };
    let words = [
        "see two writes in different orders",
        "SeqCst on the stores and on the loads",
    ];
    let failure = fails(FailureKind::Panic, &words, disagree(Release, Acquire));
    let reason = &failure.trace().reason;
    assert!(!reason.contains("later load"), "{reason}");
    verified(disagree(SeqCst, SeqCst));
}

/// What a fence makes up for is not to blame.
#[test]
fn fences_count() {
    let message = |fences: (bool, bool)| {
        move || {
            let (data, ready) = (AtomicU32::new(0), AtomicBool::new(false));
            thread::scope(|scope| {
                scope.spawn(|| {
                    data.store(42, Relaxed);
                    if fences.0 {
                        fence(Release);
                    }
                    ready.store(true, Relaxed);
                });
                if ready.load(Relaxed) {
                    if fences.1 {
                        fence(Acquire);
                    }
                    assert_eq!(data.load(Relaxed), 42, "ready, and the data is old");
                }
            });
        }
    };
    let said = |fences, words: &[&str]| {
        let failure = fails(FailureKind::Panic, words, message(fences));
        failure.trace().reason.clone()
    };
    let (store, load) = ("the store in line", "the load in line");
    said((false, false), &[store, load]);
    let reason = said((true, false), &[load]);
    assert!(!reason.contains(store), "{reason}");
    let reason = said((false, true), &[store]);
    assert!(!reason.contains(load), "{reason}");
    verified(message((true, true)));
}

/// The message goes by way of a third thread.
#[test]
fn a_weak_link_of_a_longer_chain_is_found() {
    let chain = |first: Ordering| {
        move || {
            let (data, x, y) = (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
            thread::scope(|scope| {
                scope.spawn(|| {
                    data.store(42, Relaxed);
                    x.store(1, first);
                });
                scope.spawn(|| y.store(x.load(Acquire), Release));
                if y.load(Acquire) == 1 {
                    assert_eq!(data.load(Relaxed), 42, "an effect without its cause");
                }
            });
        }
    };
    let words = ["the store in line", "is Relaxed. With Release there"];
    fails(FailureKind::Panic, &words, chain(Relaxed));
    verified(chain(Release));
}
