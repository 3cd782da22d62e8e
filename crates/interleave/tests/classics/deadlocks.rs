//! Threads that wait for each other, or for what nobody will do.

use super::support::{fails, verified};
use interleave::FailureKind::Deadlock;
use interleave::sync::{Arc, Barrier, Mutex, RwLock, mpsc};
use interleave::thread;

/// Two threads that each take both locks, in the order that is given for each.
fn both_locks(orders: [[usize; 2]; 2]) -> impl Fn() + Send + Sync + 'static {
    move || {
        let locks = Arc::new([Mutex::new(0), Mutex::new(0)]);
        let threads = orders.map(|[first, second]| {
            let locks = Arc::clone(&locks);
            thread::spawn(move || {
                let mut one = locks[first].lock().unwrap();
                let mut two = locks[second].lock().unwrap();
                *one += 1;
                *two += 1;
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(*locks[0].lock().unwrap(), 2);
    }
}

#[test]
fn two_locks_in_opposite_orders_deadlock() {
    let words = [
        "wait for each other in a circle: thread 1 waits for thread 2, and thread 2 waits for thread 1",
        "to lock Mutex 1",
        "to lock Mutex 2",
    ];
    let failure = fails(Deadlock, &words, both_locks([[0, 1], [1, 0]]));
    let waits = &failure.trace().waits;
    assert_eq!(
        waits.len(),
        3,
        "main waits for thread 1, the threads for each other"
    );
    for wait in waits.iter().filter(|w| w.thread > 0) {
        assert_eq!(wait.holder, Some(3 - wait.thread), "{wait:?}");
        let held = wait
            .held_since
            .as_ref()
            .expect("a lock is held since some line");
        assert!(held.text.contains("locks[first].lock()"), "{held:?}");
        assert!(wait.since.text.contains("locks[second].lock()"), "{wait:?}");
    }
}

#[test]
fn two_locks_in_one_order_do_not() {
    verified(both_locks([[0, 1], [0, 1]]));
}

/// With `try_lock` one thread backs off, and takes the locks in the other order.
#[test]
fn backing_off_resolves_the_opposite_order() {
    verified(|| {
        let locks = Arc::new([Mutex::new(0), Mutex::new(0)]);
        let other = {
            let locks = Arc::clone(&locks);
            thread::spawn(move || {
                let mut one = locks[0].lock().unwrap();
                *locks[1].lock().unwrap() += 1;
                *one += 1;
            })
        };
        let two = locks[1].lock().unwrap();
        if let Ok(mut one) = locks[0].try_lock() {
            *one += 1;
            drop(two);
        } else {
            drop(two);
            *locks[0].lock().unwrap() += 1;
        }
        other.join().unwrap();
        assert_eq!(*locks[0].lock().unwrap(), 2);
    });
}

#[test]
fn a_lock_taken_twice_waits_for_itself() {
    let words = [
        "The main thread waits for what it holds itself",
        "is still held in line",
    ];
    fails(Deadlock, &words, || {
        let lock = Mutex::new(0);
        let first = lock.lock().unwrap();
        let second = lock.lock().unwrap();
        assert_eq!(*first, *second);
    });
    // The guard of the `if let` lives to the end of the `else` in editions before 2024; here it is spelt out.
    fails(Deadlock, &words, || {
        let lock = Mutex::new(Some(1));
        #[allow(clippy::single_match, reason = "the guard's scope is the lesson")]
        match *lock.lock().unwrap() {
            Some(_) => *lock.lock().unwrap() = None,
            None => {}
        }
    });
}

#[test]
fn a_lock_held_across_a_join_deadlocks() {
    let body = |early: bool| {
        move || {
            let lock = Arc::new(Mutex::new(0));
            let guard = lock.lock().unwrap();
            let other = {
                let lock = Arc::clone(&lock);
                thread::Builder::new()
                    .name("adder".into())
                    .spawn(move || *lock.lock().unwrap() += 1)
                    .unwrap()
            };
            if early {
                drop(guard);
                other.join().unwrap();
            } else {
                other.join().unwrap();
                drop(guard);
            }
        }
    };
    let words = [
        "in a circle",
        "thread adder",
        "to lock Mutex 1",
        "for thread adder to end",
    ];
    fails(Deadlock, &words, body(false));
    verified(body(true));
}

/// Upgrades a read lock to a write lock, or takes the write lock from the start.
fn increment_if_even(upgrade: bool) -> impl Fn() + Send + Sync + 'static {
    move || {
        let lock = Arc::new(RwLock::new(0));
        let threads = [0, 1].map(|_| {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                if upgrade {
                    let seen = lock.read().unwrap();
                    if *seen % 2 == 0 {
                        *lock.write().unwrap() += 1;
                    }
                } else {
                    let mut value = lock.write().unwrap();
                    if *value % 2 == 0 {
                        *value += 1;
                    }
                }
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(*lock.read().unwrap(), 1);
    }
}

#[test]
fn a_read_lock_cannot_be_upgraded() {
    let words = ["waits for what it holds itself", "to write-lock RwLock 1"];
    fails(Deadlock, &words, increment_if_even(true));
}

#[test]
fn a_write_lock_from_the_start_needs_no_upgrade() {
    verified(increment_if_even(false));
}

#[test]
fn a_write_lock_can_be_downgraded() {
    verified(|| {
        let lock = Arc::new(RwLock::new(0));
        let threads = [1, 2].map(|n| {
            let lock = Arc::clone(&lock);
            thread::spawn(move || {
                let mut value = lock.write().unwrap();
                *value = n;
                let value = interleave::sync::RwLockWriteGuard::downgrade(value);
                assert_eq!(*value, n, "nobody writes between the two");
            })
        });
        for thread in threads {
            thread.join().unwrap();
        }
    });
}

/// Collects from a channel until it is closed; `forget` keeps a sender alive.
fn collect(keep_a_sender: bool) -> impl Fn() + Send + Sync + 'static {
    move || {
        let (to, from) = mpsc::channel();
        for n in 1..=2 {
            let to = to.clone();
            thread::spawn(move || to.send(n).unwrap());
        }
        let kept = keep_a_sender.then(|| to.clone());
        drop(to);
        assert_eq!(from.iter().sum::<u32>(), 3);
        drop(kept);
    }
}

#[test]
fn a_channel_that_nobody_closes_is_never_empty() {
    let words = [
        "The main thread waits for a message from channel 1",
        "no thread that could still run will end that wait",
    ];
    fails(Deadlock, &words, collect(true));
}

#[test]
fn a_channel_closes_with_its_last_sender() {
    verified(collect(false));
}

#[test]
fn a_meeting_with_oneself_never_happens() {
    fails(
        Deadlock,
        &["for its value to be received from channel 1"],
        || {
            let (to, from) = mpsc::sync_channel(0);
            to.send(1).unwrap();
            assert_eq!(from.recv(), Ok(1));
        },
    );
    fails(Deadlock, &["for room in channel 1"], || {
        let (to, from) = mpsc::sync_channel(1);
        to.send(1).unwrap();
        to.send(2).unwrap();
        assert_eq!(from.recv(), Ok(1));
    });
}

/// A request and its reply, over one channel each.
#[test]
fn two_threads_that_both_ask_first_deadlock() {
    let body = |one_answers: bool| {
        move || {
            let (to_a, at_a) = mpsc::channel::<u32>();
            let (to_b, at_b) = mpsc::channel::<u32>();
            let other = thread::spawn(move || {
                let got = at_b.recv().unwrap();
                to_a.send(got + 1).unwrap();
            });
            if one_answers {
                to_b.send(1).unwrap();
                assert_eq!(at_a.recv(), Ok(2));
            } else {
                assert_eq!(at_a.recv(), Ok(2));
                to_b.send(1).unwrap();
            }
            other.join().unwrap();
        }
    };
    fails(Deadlock, &["for a message from channel"], body(false));
    verified(body(true));
}

#[test]
fn one_too_few_at_the_barrier_deadlocks() {
    let body = |waiting_for: usize| {
        move || {
            let barrier = Arc::new(Barrier::new(waiting_for));
            let others = [0, 1].map(|_| {
                let barrier = Arc::clone(&barrier);
                thread::spawn(move || barrier.wait().is_leader())
            });
            let mine = barrier.wait().is_leader();
            let leaders = others.map(|other| other.join().unwrap());
            let leaders = leaders
                .into_iter()
                .chain([mine])
                .filter(|leads| *leads)
                .count();
            assert_eq!(leaders, 1);
        }
    };
    fails(Deadlock, &["for the others at Barrier 1"], body(4));
    verified(body(3));
}
