//! Several workers that take jobs from one receiver.
//!
//! Let them work at the same time. The statement is in README.md.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread;

/// Calls `work` once with each job, on `workers` new threads (1 or more), until all senders are gone
/// and no job is left.
///
/// Returns the number of jobs, when all workers have ended.
pub fn work_off<J, F>(workers: usize, jobs: Receiver<J>, work: F) -> usize
where
    J: Send + 'static,
    F: Fn(J) + Send + Sync + 'static,
{
    let jobs = Arc::new(Mutex::new(jobs));
    let work = Arc::new(work);
    let threads: Vec<_> = (0..workers)
        .map(|_| {
            let (jobs, work) = (Arc::clone(&jobs), Arc::clone(&work));
            thread::spawn(move || {
                let mut done = 0;
                // TODO: the lock is taken here. Where is it released?
                while let Ok(job) = jobs.lock().unwrap().recv() {
                    work(job);
                    done += 1;
                }
                done
            })
        })
        .collect();
    threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .sum()
}
