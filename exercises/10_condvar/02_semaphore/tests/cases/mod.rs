//! What a semaphore must do, in every execution.

use crate::subject::Semaphore;
use std as interleave;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread::{self, JoinHandle};

use interleave::{Explorer, FailureKind};

/// Far more than a program that waits asleep can need. One that looks again and again has no end of
/// executions, and is to be told so soon.
fn bounded() -> Explorer {
    Explorer::new().max_steps(150)
}

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    bounded().on(
        FailureKind::Deadlock,
        "A thread waits for a permit, and nobody wakes it. A notification wakes those who are \
         waiting already: one of them, or all. Is every permit announced to enough of them? Is \
         what they wait for changed under the lock with which they wait?",
    )
}

/// What the thread returned; its panic goes on here.
fn joined<T>(thread: JoinHandle<T>) -> T {
    thread
        .join()
        .unwrap_or_else(|payload| std::panic::resume_unwind(payload))
}

#[test]
fn permits_are_counted() {
    explorer().check(|| {
        let semaphore = Semaphore::new(2);
        semaphore.acquire();
        assert!(semaphore.try_acquire(), "one of two permits was left");
        assert!(!semaphore.try_acquire(), "both permits were taken");
        semaphore.release(1);
        assert!(semaphore.try_acquire(), "one was given back");
        assert!(!semaphore.try_acquire(), "only one was given back");
    });
}

#[test]
fn who_tries_gets_a_permit_that_is_there() {
    explorer().check(|| {
        let semaphore = Arc::new(Semaphore::new(2));
        let thread = {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || semaphore.acquire())
        };
        assert!(
            semaphore.try_acquire(),
            "there were two permits, and one other thread took one of them: `try_acquire` must get \
             the other one. That somebody else is at the lock, or has just changed the number, \
             does not say that there is no permit"
        );
        joined(thread);
    });
}

#[test]
fn who_waits_gets_the_permit() {
    explorer().check(|| {
        let semaphore = Arc::new(Semaphore::new(0));
        let thread = {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || semaphore.release(1))
        };
        semaphore.acquire();
        joined(thread);
        assert!(
            !semaphore.try_acquire(),
            "one permit was released and taken, and there is another one: `acquire` has returned \
             without a permit, or a permit was made up"
        );
    });
}

#[test]
fn who_takes_a_permit_sees_what_came_before() {
    explorer().check(|| {
        let semaphore = Arc::new(Semaphore::new(0));
        let written = Arc::new(AtomicUsize::new(0));
        let thread = {
            let (semaphore, written) = (Arc::clone(&semaphore), Arc::clone(&written));
            thread::spawn(move || {
                // ORDERING: Relaxed: it is the semaphore that has to make this visible.
                written.store(1, Ordering::Relaxed);
                semaphore.release(1);
            })
        };
        if !semaphore.try_acquire() {
            semaphore.acquire();
        }
        assert_eq!(
            // ORDERING: as above.
            written.load(Ordering::Relaxed),
            1,
            "a thread wrote 1 and then released a permit. This thread has taken that permit, and \
             does not see what was written: with one permit, a semaphore must be as good as a mutex"
        );
        joined(thread);
    });
}

#[test]
fn no_more_at_work_than_there_are_permits() {
    explorer().check(|| {
        let semaphore = Arc::new(Semaphore::new(1));
        let at_work = Arc::new(AtomicUsize::new(0));
        let most = Arc::new(AtomicUsize::new(0));
        let work = {
            let (semaphore, most) = (Arc::clone(&semaphore), Arc::clone(&most));
            move || {
                semaphore.run(|| {
                    let now = at_work.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    at_work.fetch_sub(1, Ordering::SeqCst);
                });
            }
        };
        let thread = thread::spawn(work.clone());
        work();
        joined(thread);
        assert_eq!(
            most.load(Ordering::SeqCst),
            1,
            "there is one permit, and two threads were at work at the same time"
        );
    });
}

#[test]
fn as_many_at_work_as_there_are_permits() {
    bounded()
        .on(
            FailureKind::Deadlock,
            "In this test there are two permits, and the work of one thread goes on only when \
             another one is at work too. Is a lock held while `work` runs?",
        )
        .check(|| {
            let semaphore = Arc::new(Semaphore::new(2));
            let both_at_work = Arc::new(Barrier::new(2));
            let thread = {
                let (semaphore, both_at_work) = (Arc::clone(&semaphore), Arc::clone(&both_at_work));
                thread::spawn(move || {
                    semaphore.run(|| both_at_work.wait());
                })
            };
            semaphore.run(|| both_at_work.wait());
            joined(thread);
        });
}

#[test]
fn two_permits_wake_two() {
    explorer().check(|| {
        let semaphore = Arc::new(Semaphore::new(0));
        let waiters = [0, 1].map(|_| {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || semaphore.acquire())
        });
        semaphore.release(2);
        for waiter in waiters {
            joined(waiter);
        }
    });
}

#[test]
fn two_releases_wake_two() {
    explorer().check(|| {
        let semaphore = Arc::new(Semaphore::new(0));
        let waiters = [0, 1].map(|_| {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || semaphore.acquire())
        });
        semaphore.release(1);
        semaphore.release(1);
        for waiter in waiters {
            joined(waiter);
        }
    });
}

#[test]
fn run_returns_what_the_work_returned() {
    explorer().check(|| {
        let semaphore = Semaphore::new(1);
        assert_eq!(semaphore.run(|| 17), 17);
        assert!(semaphore.try_acquire(), "the permit was given back");
    });
}

#[test]
fn no_permit_is_lost_when_the_work_panics() {
    explorer().check(|| {
        let semaphore = Arc::new(Semaphore::new(1));
        let thread = {
            let semaphore = Arc::clone(&semaphore);
            thread::spawn(move || {
                semaphore.run(|| panic!("the work panics (the test wants it to)"));
            })
        };
        assert!(
            thread.join().is_err(),
            "the work panicked, and `run` returned as if nothing had happened"
        );
        let again =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| semaphore.try_acquire()));
        assert!(
            again.is_ok(),
            "the work panicked, and after that the semaphore cannot be used: was a lock held \
             while `work` ran?"
        );
        assert!(
            again.is_ok_and(|taken| taken),
            "the work panicked, and its permit was lost: a line after `work()` is not reached \
             when `work` panics"
        );
    });
}

#[test]
fn who_waits_is_asleep() {
    // Nobody releases a permit. A thread that sleeps can then never go on, which is a deadlock.
    // One that keeps looking does go on, in circles.
    let report = bounded().explore(|| Semaphore::new(0).acquire());
    let kind = report.failure().map(|failure| failure.kind());
    assert_eq!(
        kind,
        Some(FailureKind::Deadlock),
        "there is no permit and none will come, so `acquire` must wait, asleep (a deadlock here). \
         It did not sleep: a thread that looks again and again, or that lets itself be woken by a \
         time-out to look, uses a processor for nothing"
    );
}
