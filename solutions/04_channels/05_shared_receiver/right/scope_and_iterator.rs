//@ title: A scope, and an iterator that locks for each job

//! Several workers that take jobs from one receiver.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;
use std::{iter, thread};

/// Calls `work` once with each job, on `workers` new threads (1 or more), until all senders are gone
/// and no job is left.
///
/// Returns the number of jobs, when all workers have ended.
pub fn work_off<J, F>(workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let jobs = Mutex::new(jobs);
    // The closure returns at the end of the statement, and the guard is gone with it.
    let next = || jobs.lock().unwrap().recv().ok();
    let done = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                for job in iter::from_fn(next) {
                    work(job);
                    // ORDERING: Relaxed: no job is counted twice, and the end of the scope comes
                    // after all of it.
                    done.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    done.into_inner()
}
