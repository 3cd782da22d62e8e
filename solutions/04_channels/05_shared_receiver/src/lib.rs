//! Several workers that take jobs from one receiver.

use std::sync::Mutex;
use std::sync::mpsc::Receiver;
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
    // A `Receiver` is `Send`, but not `Sync`: one thread at a time may use it. The mutex sees to
    // that, and makes the pair `Sync`.
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = 0;
                    loop {
                        // The guard has no name, so it is dropped at the end of this statement. An
                        // idle worker waits inside `recv` with the lock, and the other idle ones wait
                        // for the lock: that is as good as waiting in one queue. Who has a job holds
                        // nothing.
                        let job = jobs.lock().unwrap().recv();
                        // `Err` only when all senders are gone and the queue is empty. Each worker
                        // finds that out for itself.
                        let Ok(job) = job else { break done };
                        work(job);
                        done += 1;
                    }
                })
            })
            .collect();
        // All workers are started before the first one is joined.
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    })
}
