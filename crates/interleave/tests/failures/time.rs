//! Time is virtual: a time-out fires or does not, a sleep orders nothing, a loop that looks at the clock ends.

use super::support::{fails, verified};
use interleave::FailureKind::{Livelock, Panic};
use interleave::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use interleave::sync::atomic::{AtomicBool, AtomicU32};
use interleave::sync::mpsc::RecvTimeoutError;
use interleave::sync::{Arc, Condvar, Mutex, mpsc};
use interleave::thread;
use interleave::time::{Duration, Instant};
use interleave::{Explorer, Verdict, outcomes};

const HOUR: Duration = Duration::from_secs(3600);

#[test]
fn a_wait_may_time_out_and_may_be_notified() {
    let seen = outcomes(|| {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = Arc::clone(&shared);
        let other = thread::spawn(move || {
            *theirs.0.lock().unwrap() = true;
            theirs.1.notify_one();
        });
        let mut set = shared.0.lock().unwrap();
        let mut timed_out = false;
        while !*set && !timed_out {
            let (again, result) = shared.1.wait_timeout(set, HOUR).unwrap();
            (set, timed_out) = (again, result.timed_out());
        }
        let seen = (*set, timed_out);
        drop(set);
        other.join().unwrap();
        seen
    });
    // It may time out and find, when it has the lock again, that the flag has been set after all.
    assert_eq!(seen, [(false, true), (true, false), (true, true)].into());
}

#[test]
fn a_receiver_may_time_out() {
    let seen = outcomes(|| {
        let (to, from) = mpsc::channel();
        let other = thread::spawn(move || to.send(1).unwrap());
        let seen = match from.recv_timeout(HOUR) {
            Ok(n) => n,
            Err(RecvTimeoutError::Timeout) => 10,
            Err(RecvTimeoutError::Disconnected) => 20,
        };
        other.join().unwrap();
        seen
    });
    assert_eq!(seen, [1, 10].into());
}

/// Every time-out fires, as nothing else can happen. Whether the loop ends is not known before it does.
#[test]
fn many_time_outs_in_a_row_are_no_deadlock() {
    let polls = |times: u32| {
        move || {
            let (_to, from) = mpsc::channel::<()>();
            for _ in 0..times {
                assert!(from.recv_timeout(HOUR).is_err());
            }
        }
    };
    verified(polls(60));
    let report = Explorer::new().explore(polls(100));
    let limit = "64 time-outs in a row".to_owned();
    assert_eq!(report.verdict(), Verdict::Bounded { limit });
}

#[test]
fn a_thread_that_only_prints_and_sleeps_does_not_keep_the_check_from_its_end() {
    let report = Explorer::new().explore(|| {
        thread::spawn(|| {
            loop {
                interleave::println!("still here");
                thread::sleep(HOUR);
            }
        });
    });
    let limit = "100000 sleeps and prints".to_owned();
    assert_eq!(report.verdict(), Verdict::Bounded { limit });
}

#[test]
fn a_parked_thread_may_time_out() {
    let seen = outcomes(|| {
        let ready = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&ready);
        let main = thread::current();
        let other = thread::spawn(move || {
            theirs.store(true, Release);
            main.unpark();
        });
        thread::park_timeout(HOUR);
        let seen = ready.load(Acquire);
        other.join().unwrap();
        seen
    });
    assert_eq!(seen, [false, true].into());
}

/// With nobody else there, a time-out is all that can happen.
#[test]
fn a_time_out_that_nobody_prevents_fires() {
    verified(|| {
        let (to, from) = mpsc::channel::<u32>();
        assert_eq!(from.recv_timeout(HOUR), Err(RecvTimeoutError::Timeout));
        drop(to);
        thread::park_timeout(HOUR);
        let lock = Mutex::new(());
        let condvar = Condvar::new();
        let guard = lock.lock().unwrap();
        let (_guard, result) = condvar.wait_timeout_while(guard, HOUR, |()| true).unwrap();
        assert!(result.timed_out());
    });
}

/// Time-outs that fire again and again while another thread is still to come.
#[test]
fn a_loop_of_time_outs_ends_when_the_other_thread_has_come() {
    for room in 0..3 {
        for messages in 0..3 {
            verified(move || {
                let (to, from) = mpsc::sync_channel(room);
                let other = thread::spawn(move || {
                    for message in 0..messages {
                        to.send(message).unwrap();
                    }
                });
                let mut got = 0;
                loop {
                    match from.recv_timeout(HOUR) {
                        Ok(_) => got += 1,
                        Err(RecvTimeoutError::Timeout) => {}
                        Err(RecvTimeoutError::Disconnected) => break,
                    }
                }
                assert_eq!(got, messages);
                other.join().unwrap();
            });
        }
    }
}

/// At a rendezvous one asks again and again, and so does the other.
#[test]
fn two_loops_that_ask_meet() {
    verified(|| {
        let (to, from) = mpsc::sync_channel(0);
        let other = thread::spawn(move || {
            while to.try_send(1).is_err() {
                thread::yield_now();
            }
        });
        while from.recv_timeout(HOUR).is_err() {}
        other.join().unwrap();
    });
}

/// A flag behind a lock, and whoever waits for it looks again after each time-out.
#[test]
fn a_loop_around_a_wait_with_a_time_out_ends_when_the_flag_is_set() {
    let wait = |told: bool| {
        move || {
            let shared = Arc::new((Mutex::new(false), Condvar::new()));
            let theirs = Arc::clone(&shared);
            let other = thread::spawn(move || {
                *theirs.0.lock().unwrap() = true;
                if told {
                    theirs.1.notify_all();
                }
            });
            let mut set = shared.0.lock().unwrap();
            while !*set {
                set = shared.1.wait_timeout(set, HOUR).unwrap().0;
            }
            drop(set);
            other.join().unwrap();
        }
    };
    verified(wait(true));
    // The time-out makes up for a notification that never comes.
    verified(wait(false));
}

#[test]
fn a_loop_around_a_park_with_a_time_out_ends_when_the_flag_is_set() {
    verified(|| {
        let set = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&set);
        let other = thread::spawn(move || theirs.store(true, Release));
        while !set.load(Acquire) {
            thread::park_timeout(HOUR);
        }
        other.join().unwrap();
    });
}

#[test]
fn a_loop_of_time_outs_for_which_nobody_does_anything_has_no_end() {
    fails(
        Livelock,
        &["nothing that is left to run will end it"],
        || {
            let (lock, condvar) = (Mutex::new(false), Condvar::new());
            let mut set = lock.lock().unwrap();
            while !*set {
                set = condvar.wait_timeout(set, HOUR).unwrap().0;
            }
        },
    );
    fails(
        Livelock,
        &["nothing that is left to run will end it"],
        || {
            let set = AtomicBool::new(false);
            while !set.load(Acquire) {
                thread::park_timeout(HOUR);
            }
        },
    );
}

/// The notification may come while nobody waits, and then no wait is ended by it.
#[test]
fn a_loop_that_only_a_notification_ends_may_miss_it() {
    fails(
        Livelock,
        &["nothing that is left to run will end it"],
        || {
            let shared = Arc::new((Mutex::new(()), Condvar::new()));
            let theirs = Arc::clone(&shared);
            thread::spawn(move || theirs.1.notify_all());
            let mut guard = shared.0.lock().unwrap();
            loop {
                let (again, result) = shared.1.wait_timeout(guard, HOUR).unwrap();
                guard = again;
                if !result.timed_out() {
                    break;
                }
            }
        },
    );
}

#[test]
fn a_sleep_orders_nothing() {
    fails(
        Panic,
        &["sleep", "takes no time here, and orders nothing"],
        || {
            let done = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&done);
            let other = thread::spawn(move || theirs.store(1, Release));
            thread::sleep(HOUR);
            assert_eq!(done.load(Acquire), 1, "after an hour");
            other.join().unwrap();
        },
    );
}

#[test]
fn a_loop_that_looks_at_the_clock_ends() {
    verified(|| {
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(20) {
            thread::yield_now();
        }
        let deadline = Instant::now() + HOUR;
        while Instant::now() < deadline {
            thread::sleep(HOUR / 4);
        }
    });
}

/// Waiting for a flag until a deadline: the deadline comes though nobody ever sets the flag.
#[test]
fn a_spin_with_a_deadline_ends() {
    let wait = |flag: &AtomicBool| {
        let start = Instant::now();
        while !flag.load(Acquire) {
            if start.elapsed() > Duration::from_millis(5) {
                return false;
            }
            thread::yield_now();
        }
        true
    };
    verified(move || assert!(!wait(&AtomicBool::new(false))));
    let seen = outcomes(move || {
        let flag = Arc::new(AtomicBool::new(false));
        let theirs = Arc::clone(&flag);
        let other = thread::spawn(move || theirs.store(true, Release));
        let seen = wait(&flag);
        other.join().unwrap();
        seen
    });
    assert_eq!(seen, [false, true].into());
}

/// A thread's clock is its own; what a thread has waited for it has lived through.
#[test]
fn join_waits_for_the_later_of_two_clocks() {
    verified(|| {
        let start = Instant::now();
        let other = thread::spawn(|| {
            thread::sleep(HOUR);
            Instant::now()
        });
        let theirs = other.join().unwrap();
        assert!(theirs - start >= HOUR);
        assert!(Instant::now() >= theirs);
        let count = AtomicU32::new(0);
        count.fetch_add(1, Relaxed);
    });
}
