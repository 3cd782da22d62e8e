//! Condition variables, parking and barriers: waiting for something that has happened already, that has not happened
//! yet, or that somebody else has used up.

use super::support::{fails, verified};
use interleave::FailureKind::{Deadlock, Panic};
use interleave::sync::atomic::AtomicBool;
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::sync::{Arc, Condvar, Mutex};
use interleave::{outcomes, thread};
use std::collections::VecDeque;
use std::time::Duration;

#[derive(Default)]
struct Signal {
    set: Mutex<bool>,
    changed: Condvar,
}

fn with_signal(set: fn(&Signal), wait: fn(&Signal)) -> impl Fn() + Send + Sync + 'static {
    move || {
        let signal = Arc::new(Signal::default());
        let other = {
            let signal = Arc::clone(&signal);
            thread::spawn(move || set(&signal))
        };
        wait(&signal);
        other.join().unwrap();
    }
}

fn set_and_notify(signal: &Signal) {
    *signal.set.lock().unwrap() = true;
    signal.changed.notify_one();
}

fn wait_in_a_loop(signal: &Signal) {
    let mut set = signal.set.lock().unwrap();
    while !*set {
        set = signal.changed.wait(set).unwrap();
    }
    assert!(*set);
}

const FOR_EVER: &[&str] = &[
    "to be notified on Condvar 1",
    "no thread that could still run will end that wait",
];

#[test]
fn a_condition_waited_for_in_a_loop_is_met() {
    verified(with_signal(set_and_notify, wait_in_a_loop));
    verified(with_signal(set_and_notify, |signal| {
        let set = signal
            .changed
            .wait_while(signal.set.lock().unwrap(), |set| !*set)
            .unwrap();
        assert!(*set);
    }));
}

/// The notification comes before the wait, and leaves no trace: the condition has to be looked at first.
#[test]
fn a_wait_without_a_look_misses_the_wake_up() {
    let wait = |signal: &Signal| {
        let set = signal.set.lock().unwrap();
        drop(signal.changed.wait(set).unwrap());
    };
    fails(Deadlock, FOR_EVER, with_signal(set_and_notify, wait));
}

/// The condition changes between the look and the wait, because the lock was let go in between.
#[test]
fn a_look_outside_the_lock_misses_the_wake_up() {
    let wait = |signal: &Signal| {
        let set = *signal.set.lock().unwrap();
        if !set {
            let set = signal.set.lock().unwrap();
            drop(signal.changed.wait(set).unwrap());
        }
    };
    fails(Deadlock, FOR_EVER, with_signal(set_and_notify, wait));
}

/// The condition is set without the lock: it can change after the waiter has looked and before it waits.
#[test]
fn a_condition_set_outside_the_lock_misses_the_wake_up() {
    let body = |locked: bool| {
        move || {
            let shared = Arc::new((AtomicBool::new(false), Mutex::new(()), Condvar::new()));
            let other = {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    if locked {
                        let guard = shared.1.lock().unwrap();
                        shared.0.store(true, Relaxed);
                        drop(guard);
                    } else {
                        shared.0.store(true, Release);
                    }
                    shared.2.notify_one();
                })
            };
            let mut guard = shared.1.lock().unwrap();
            while !shared.0.load(Acquire) {
                guard = shared.2.wait(guard).unwrap();
            }
            drop(guard);
            other.join().unwrap();
        }
    };
    fails(Deadlock, FOR_EVER, body(false));
    verified(body(true));
}

#[test]
fn a_condition_that_nobody_announces_is_not_noticed() {
    let silent = |signal: &Signal| *signal.set.lock().unwrap() = true;
    fails(Deadlock, FOR_EVER, with_signal(silent, wait_in_a_loop));
}

/// A wait may end for no reason (std says so): after an `if` the condition need not hold.
#[test]
fn if_instead_of_while_trusts_a_wake_up_for_no_reason() {
    let wait = |signal: &Signal| {
        let mut set = signal.set.lock().unwrap();
        if !*set {
            set = signal.changed.wait(set).unwrap();
        }
        assert!(*set, "woken, and the condition does not hold");
    };
    fails(
        Panic,
        &["woken for no reason", "the condition does not hold"],
        with_signal(set_and_notify, wait),
    );
}

/// The item that the wake-up was for can be taken by a thread that comes later and does not wait.
#[test]
fn a_woken_consumer_may_find_the_queue_empty() {
    let body = |take: fn(&(Mutex<VecDeque<u32>>, Condvar)) -> u32| {
        move || {
            let queue = Arc::new((Mutex::new(VecDeque::new()), Condvar::new()));
            let consumers = [0, 1].map(|_| {
                let queue = Arc::clone(&queue);
                thread::spawn(move || take(&queue))
            });
            for n in 1..=2 {
                queue.0.lock().unwrap().push_back(n);
                queue.1.notify_all();
            }
            let taken = consumers.map(|consumer| consumer.join().unwrap());
            assert_eq!(taken.iter().sum::<u32>(), 3);
        }
    };
    fails(
        Panic,
        &["an item was promised"],
        body(|queue| {
            let mut items = queue.0.lock().unwrap();
            if items.is_empty() {
                items = queue.1.wait(items).unwrap();
            }
            items.pop_front().expect("an item was promised")
        }),
    );
    verified(body(|queue| {
        let items = queue.0.lock().unwrap();
        let mut items = queue.1.wait_while(items, |items| items.is_empty()).unwrap();
        items.pop_front().expect("an item was promised")
    }));
}

/// Two threads wait, one is woken: the other waits for ever.
#[test]
fn notify_one_wakes_one() {
    let body = |notify: fn(&Condvar)| {
        move || {
            let signal = Arc::new(Signal::default());
            let waiters = [0, 1].map(|_| {
                let signal = Arc::clone(&signal);
                thread::spawn(move || wait_in_a_loop(&signal))
            });
            *signal.set.lock().unwrap() = true;
            notify(&signal.changed);
            for waiter in waiters {
                waiter.join().unwrap();
            }
        }
    };
    fails(Deadlock, FOR_EVER, body(Condvar::notify_one));
    verified(body(Condvar::notify_all));
}

/// One condition variable for two conditions: notify_one wakes one that waits for the other condition.
#[test]
fn notify_one_may_wake_the_wrong_one() {
    let body = |notify: fn(&Condvar)| {
        move || {
            let shared = Arc::new((Mutex::new(0), Condvar::new()));
            let waiters = [1, 2].map(|wanted| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    let now = shared.0.lock().unwrap();
                    drop(shared.1.wait_while(now, |now| *now < wanted).unwrap());
                })
            });
            for now in 1..=2 {
                *shared.0.lock().unwrap() = now;
                notify(&shared.1);
            }
            for waiter in waiters {
                waiter.join().unwrap();
            }
        }
    };
    fails(Deadlock, FOR_EVER, body(Condvar::notify_one));
    verified(body(Condvar::notify_all));
}

/// A wait with a time-out returns whether or not anything happened.
#[test]
fn a_time_out_is_no_news() {
    let set = || {
        let signal = Arc::new(Signal::default());
        let other = {
            let signal = Arc::clone(&signal);
            thread::spawn(move || set_and_notify(&signal))
        };
        let set = signal.set.lock().unwrap();
        let (set, timed_out) = signal
            .changed
            .wait_timeout_while(set, Duration::from_secs(60), |set| !*set)
            .unwrap();
        let seen = (*set, timed_out.timed_out());
        drop(set);
        other.join().unwrap();
        seen
    };
    assert_eq!(outcomes(set), [(false, true), (true, false)].into());
}

#[test]
fn a_token_is_not_lost_when_unpark_comes_first() {
    verified(|| {
        let ready = Arc::new(AtomicBool::new(false));
        let main = thread::current();
        let other = {
            let ready = Arc::clone(&ready);
            thread::spawn(move || {
                ready.store(true, Release);
                main.unpark();
            })
        };
        while !ready.load(Acquire) {
            thread::park();
        }
        other.join().unwrap();
    });
}

/// Two `unpark`s leave one token; and `park` may return for no reason.
#[test]
fn park_counts_nothing() {
    let body = |looks: bool| {
        move || {
            let steps = Arc::new(Mutex::new(0));
            let main = thread::current();
            let other = {
                let steps = Arc::clone(&steps);
                thread::spawn(move || {
                    for _ in 0..2 {
                        *steps.lock().unwrap() += 1;
                        main.unpark();
                    }
                })
            };
            if looks {
                while *steps.lock().unwrap() < 2 {
                    thread::park();
                }
            } else {
                thread::park();
                thread::park();
            }
            other.join().unwrap();
        }
    };
    fails(Deadlock, &["to be unparked"], body(false));
    verified(body(true));
}

/// A barrier made of a counter: the second round finds the counter of the first.
struct CountingBarrier {
    threads: usize,
    state: Mutex<(usize, usize)>,
    changed: Condvar,
}

impl CountingBarrier {
    fn new(threads: usize) -> Self {
        CountingBarrier {
            threads,
            state: Mutex::new((0, 0)),
            changed: Condvar::new(),
        }
    }

    /// Waits until all have arrived, and resets the count: who wakes late finds it reset.
    fn wait_by_count(&self) {
        let mut state = self.state.lock().unwrap();
        state.0 += 1;
        if state.0 == self.threads {
            state.0 = 0;
            self.changed.notify_all();
        } else {
            while state.0 != 0 {
                state = self.changed.wait(state).unwrap();
            }
        }
    }

    /// Waits for the end of the round that it came in.
    fn wait_by_round(&self) {
        let mut state = self.state.lock().unwrap();
        let round = state.1;
        state.0 += 1;
        if state.0 == self.threads {
            *state = (0, round + 1);
            self.changed.notify_all();
        } else {
            while state.1 == round {
                state = self.changed.wait(state).unwrap();
            }
        }
    }
}

#[test]
fn a_barrier_is_reusable_only_when_it_counts_its_rounds() {
    let body = |wait: fn(&CountingBarrier), rounds: usize| {
        move || {
            let barrier = Arc::new(CountingBarrier::new(2));
            let other = {
                let barrier = Arc::clone(&barrier);
                thread::spawn(move || (0..rounds).for_each(|_| wait(&barrier)))
            };
            (0..rounds).for_each(|_| wait(&barrier));
            other.join().unwrap();
        }
    };
    verified(body(CountingBarrier::wait_by_count, 1));
    fails(
        Deadlock,
        &["to be notified on Condvar 1"],
        body(CountingBarrier::wait_by_count, 2),
    );
    verified(body(CountingBarrier::wait_by_round, 2));
}

#[test]
fn std_barriers_are_reusable() {
    verified(|| {
        let barrier = Arc::new(interleave::sync::Barrier::new(2));
        let other = {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || {
                barrier.wait();
                barrier.wait();
            })
        };
        barrier.wait();
        barrier.wait();
        other.join().unwrap();
    });
}
