//! What a thread pool must do, in every execution.

use crate::subject::ThreadPool;
use std as interleave;
use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

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
        "A worker waits for a job, or the pool waits for a worker, and nothing ends it. Is the end \
         announced to *all* workers? Is it set under the lock with which they wait? Is a lock held \
         while another thread is joined?",
    )
}

/// A job that counts.
fn count(done: &Arc<AtomicUsize>) -> impl FnOnce() + Send + 'static {
    let done = Arc::clone(done);
    move || {
        done.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn all_jobs_are_done_when_the_pool_is_dropped() {
    explorer().check(|| {
        let done = Arc::new(AtomicUsize::new(0));
        let pool = ThreadPool::new(1);
        pool.submit(count(&done));
        pool.submit(count(&done));
        drop(pool);
        assert_eq!(
            done.load(Ordering::SeqCst),
            2,
            "two jobs were submitted, and not as many were done when the pool had been dropped: \
             the end is not a reason to leave jobs in the queue"
        );
    });
}

#[test]
fn shutdown_does_all_jobs_too() {
    explorer().check(|| {
        let done = Arc::new(AtomicUsize::new(0));
        let pool = ThreadPool::new(1);
        pool.submit(count(&done));
        assert_eq!(pool.shutdown(), 0, "no job has panicked");
        assert_eq!(
            done.load(Ordering::SeqCst),
            1,
            "one job was submitted, and it must be done when `shutdown` returns"
        );
    });
}

#[test]
fn a_pool_without_jobs_ends() {
    explorer().check(|| {
        assert_eq!(ThreadPool::new(2).shutdown(), 0, "there was no job");
    });
}

#[test]
fn jobs_run_at_the_same_time() {
    bounded()
        .on(
            FailureKind::Deadlock,
            "In this test there are two workers and two jobs that never end, so both must be running \
             at the same time. One of them never begins. Is the lock of the queue held while a job \
             runs? (A guard that is made in the head of a `while let` or `match` lives until its \
             end.)",
        )
        .check(|| {
            let pool = ThreadPool::new(2);
            let begun = [0, 1].map(|_| {
                let begun = Arc::new(Barrier::new(2));
                let job = Arc::clone(&begun);
                pool.submit(move || {
                    job.wait();
                    // This job never ends.
                    Barrier::new(2).wait();
                });
                begun
            });
            for begun in begun {
                begun.wait();
            }
            // How the pool ends is the business of other tests.
            std::mem::forget(pool);
        });
}

#[test]
fn a_free_worker_takes_the_next_job() {
    bounded()
        .on(
            FailureKind::Deadlock,
            "In this test there are two workers and three jobs. The first job never ends, so the \
             other worker is there for the second and the third one. The third one never begins. \
             Does it stand behind the first one, in a queue of its worker's own?",
        )
        .check(|| {
            let pool = ThreadPool::new(2);
            let [first, third] = [0, 1].map(|_| Arc::new(Barrier::new(2)));
            let begun = Arc::clone(&first);
            pool.submit(move || {
                begun.wait();
                // This job never ends.
                Barrier::new(2).wait();
            });
            first.wait();
            pool.submit(|| {});
            let begun = Arc::clone(&third);
            pool.submit(move || {
                begun.wait();
            });
            third.wait();
            // How the pool ends is the business of other tests.
            std::mem::forget(pool);
        });
}

#[test]
fn submit_does_not_wait_for_the_job() {
    bounded()
        .on(
            FailureKind::Deadlock,
            "In this test the job ends only when `submit` has returned, and it never did. Does \
             `submit` do the job itself, or wait for it, or for a lock that is held while a job \
             runs?",
        )
        .check(|| {
            let meeting = Arc::new(Barrier::new(2));
            let pool = ThreadPool::new(1);
            let job = Arc::clone(&meeting);
            pool.submit(move || {
                job.wait();
            });
            pool.submit(|| {});
            meeting.wait();
        });
}

#[test]
fn one_worker_is_one_thread() {
    explorer().check(|| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let pool = ThreadPool::new(1);
        for _ in 0..2 {
            let seen = Arc::clone(&seen);
            pool.submit(move || seen.lock().unwrap().push(thread::current().id()));
        }
        drop(pool);
        let seen = seen.lock().unwrap();
        assert!(
            !seen.contains(&thread::current().id()),
            "a job ran on the thread that submitted it, or that dropped the pool"
        );
        assert!(
            seen.windows(2).all(|two| two[0] == two[1]),
            "the pool has one worker, and two jobs ran on two threads: a pool does not start a \
             thread for each job"
        );
    });
}

#[test]
fn a_job_that_panics_harms_nobody() {
    bounded()
        .on(
            FailureKind::Deadlock,
            "In this test a job panics, and another job must be done after it. It never was: the \
             panic took the worker along, or it poisoned a lock that was held while the job ran.",
        )
        .check(|| {
            let second_is_done = Arc::new(Barrier::new(2));
            // A pool whose worker has died may panic when it is dropped, which would be one panic too
            // many while another one is under way.
            let pool = ManuallyDrop::new(ThreadPool::new(1));
            pool.submit(|| panic!("this job panics (the test wants it to)"));
            let second = Arc::clone(&second_is_done);
            let submitted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                pool.submit(move || {
                    second.wait();
                });
            }));
            assert!(
                submitted.is_ok(),
                "a job panicked, and after that `submit` panics, too: the lock of the queue was \
                 held while the job ran, and is poisoned"
            );
            second_is_done.wait();
            let pool = ManuallyDrop::into_inner(pool);
            let end = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pool.shutdown()));
            assert_eq!(
                end.ok(),
                Some(1),
                "how many jobs have panicked, as `shutdown` says (`None`: it panicked itself)"
            );
        });
}

#[test]
fn every_job_that_panics_is_counted() {
    explorer().check(|| {
        // A pool that a panic has broken may panic when it is dropped.
        let pool = ManuallyDrop::new(ThreadPool::new(1));
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            for _ in 0..2 {
                pool.submit(|| panic!("this job panics (the test wants it to)"));
            }
            ManuallyDrop::into_inner(pool).shutdown()
        }));
        assert_eq!(
            panicked.ok(),
            Some(2),
            "two jobs panicked on one worker; how many have panicked, as `shutdown` says (`None`: \
             it panicked itself, or `submit` did). Jobs are to be counted, and not the workers \
             that had one"
        );
    });
}

/// Says so when the thread to which it belongs has ended.
struct AtTheEnd(Arc<AtomicBool>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

thread_local! {
    static AT_THE_END: RefCell<Option<AtTheEnd>> = const { RefCell::new(None) };
}

#[test]
fn the_workers_have_ended_when_the_pool_is_gone() {
    explorer().check(|| {
        let ended = Arc::new(AtomicBool::new(false));
        let pool = ThreadPool::new(1);
        let flag = Arc::clone(&ended);
        pool.submit(move || AT_THE_END.set(Some(AtTheEnd(flag))));
        drop(pool);
        assert!(
            ended.load(Ordering::SeqCst),
            "the pool is gone, and the worker that did a job has not ended: nobody has joined it, \
             or it died too early"
        );
    });
}

#[test]
fn all_workers_have_ended() {
    explorer().check(|| {
        let ended = Arc::new(AtomicBool::new(false));
        let pool = ThreadPool::new(2);
        let flag = Arc::clone(&ended);
        pool.submit(move || AT_THE_END.set(Some(AtTheEnd(flag))));
        drop(pool);
        assert!(
            ended.load(Ordering::SeqCst),
            "the pool had two workers, and is gone. One of them did a job, and has not ended: \
             nobody has joined it. That one worker has ended says nothing about the other one"
        );
    });
}

#[test]
fn a_worker_that_waits_is_asleep() {
    // A job never comes, and the pool is kept. A thread that sleeps can then never go on, which
    // is a deadlock. One that keeps looking does go on, in circles.
    let report = bounded().explore(|| {
        let _pool = ThreadPool::new(1);
        Barrier::new(2).wait();
    });
    let kind = report.failure().map(|failure| failure.kind());
    assert_eq!(
        kind,
        Some(FailureKind::Deadlock),
        "a worker without a job must wait, asleep (all threads of this test do, which is a \
         deadlock). It did not sleep: a thread that looks again and again, or that lets itself be \
         woken by a time-out to look, uses a processor for nothing"
    );
}
