//! A pool of workers on crossbeam's work-stealing deques.
//!
//! Each worker has a queue of its own, and steals when that is empty. The statement is in README.md.

use std::thread;

use crossbeam::deque::{Injector, Stealer, Worker};

/// A job. It is given the place where it runs, so that it can spawn more jobs.
pub type Job = Box<dyn FnOnce(&Here<'_>) + Send>;

/// Where a job runs: on one of the workers of the pool.
pub struct Here<'pool> {
    /// The queue of this worker.
    local: &'pool Worker<Job>,
    // TODO: does a new job have to be counted somewhere?
}

impl Here<'_> {
    /// Puts a job into the queue of the worker that this is called on.
    pub fn spawn(&self, job: Job) {
        self.local.push(job);
    }
}

/// A worker's next job: from its own queue, else from the injector, else from another's queue.
///
/// May put further jobs into the worker's own queue. `None` if there is no job anywhere.
pub fn find_job<T>(local: &Worker<T>, global: &Injector<T>, _others: &[Stealer<T>]) -> Option<T> {
    if let Some(job) = local.pop() {
        return Some(job);
    }
    // TODO: what if there is no job here, but plenty in another worker's queue?
    // TODO: `steal` has three answers. What becomes of `Steal::Retry` here?
    global.steal().success()
}

/// Runs all jobs, and those that they spawn, on so many workers. Returns when all are done.
pub fn run(workers: usize, jobs: Vec<Job>) {
    let global = Injector::new();
    for job in jobs {
        global.push(job);
    }
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let local = Worker::new_lifo();
                let here = Here { local: &local };
                // TODO: all queues are empty. Is everything done?
                while let Some(job) = find_job(&local, &global, &[]) {
                    job(&here);
                }
            });
        }
    });
}
