//@ title: One worker does it all
//@ idea: "All jobs are run in the end, so it does not matter by whom."
//@ test: there_are_as_many_workers_at_work
//@ kind: deadlock
//@ says: workers that do jobs at the same time

use std::iter;
use std::sync::atomic::{AtomicUsize, Ordering};

use crossbeam::deque::{Injector, Steal, Stealer, Worker};

/// A job. It is given the place where it runs, so that it can spawn more jobs.
pub type Job = Box<dyn FnOnce(&Here<'_>) + Send>;

/// Where a job runs: on one of the workers of the pool.
pub struct Here<'pool> {
    /// The queue of this worker. It is its own: a `Worker` cannot be shared between threads.
    local: &'pool Worker<Job>,
    /// Jobs that wait or are running, in the whole pool.
    unfinished: &'pool AtomicUsize,
}

impl Here<'_> {
    /// Puts a job into the queue of the worker that this is called on.
    pub fn spawn(&self, job: Job) {
        self.unfinished.fetch_add(1, Ordering::Relaxed);
        self.local.push(job);
    }
}

/// A worker's next job: from its own queue, else from the injector, else from another's queue.
///
/// May put further jobs into the worker's own queue. `None` if there is no job anywhere.
pub fn find_job<T>(local: &Worker<T>, global: &Injector<T>, others: &[Stealer<T>]) -> Option<T> {
    local.pop().or_else(|| {
        iter::repeat_with(|| {
            global
                .steal_batch_and_pop(local)
                .or_else(|| others.iter().map(Stealer::steal).collect())
        })
        .find(|stolen| !stolen.is_retry())
        .and_then(Steal::success)
    })
}

/// Runs all jobs on the thread that called it.
pub fn run(workers: usize, jobs: Vec<Job>) {
    let unfinished = AtomicUsize::new(jobs.len());
    let global = Injector::new();
    for job in jobs {
        global.push(job);
    }

    let _ = workers;
    let local = Worker::new_lifo();
    let here = Here {
        local: &local,
        unfinished: &unfinished,
    };
    while let Some(job) = find_job(&local, &global, &[]) {
        job(&here);
        unfinished.fetch_sub(1, Ordering::Release);
    }
}
