//@ title: Counted after the push
//@ idea: "When I have put it into the queue, I count it."
//@ test: a_job_is_counted_before_it_can_be_taken
//@ kind: panic
//@ says: before `spawn` had counted it

use std::iter;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crossbeam::deque::{Injector, Steal, Stealer, Worker};
use crossbeam::utils::Backoff;

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
    /// A thief may have run the job, and taken it off the count, before it is added.
    pub fn spawn(&self, job: Job) {
        self.local.push(job);
        self.unfinished.fetch_add(1, Ordering::Relaxed);
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

/// Runs all jobs, and those that they spawn, on so many workers. Returns when all are done.
pub fn run(workers: usize, jobs: Vec<Job>) {
    let unfinished = AtomicUsize::new(jobs.len());
    let global = Injector::new();
    for job in jobs {
        global.push(job);
    }

    let queues: Vec<Worker<Job>> = (0..workers).map(|_| Worker::new_lifo()).collect();
    let stealers: Vec<Stealer<Job>> = queues.iter().map(Worker::stealer).collect();

    let (global, stealers, unfinished) = (&global, &stealers[..], &unfinished);
    thread::scope(|scope| {
        for local in queues {
            scope.spawn(move || {
                let here = Here {
                    local: &local,
                    unfinished,
                };
                let backoff = Backoff::new();
                while unfinished.load(Ordering::Acquire) > 0 {
                    match find_job(&local, global, stealers) {
                        Some(job) => {
                            backoff.reset();
                            job(&here);
                            unfinished.fetch_sub(1, Ordering::Release);
                        }
                        None => backoff.snooze(),
                    }
                }
            });
        }
    });
}
