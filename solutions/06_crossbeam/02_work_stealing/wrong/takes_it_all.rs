//@ title: A thief that takes it all
//@ idea: "When I am there, I take everything. Then I need not come again."
//@ test: a_thief_takes_the_oldest_job
//@ kind: panic
//@ says: a thief takes the oldest first

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
    /// Puts a job into the queue of the worker that this is called on.
    pub fn spawn(&self, job: Job) {
        self.unfinished.fetch_add(1, Ordering::Relaxed);
        self.local.push(job);
    }
}

/// All that the others have is brought home, and then the newest of it is at hand.
pub fn find_job<T>(local: &Worker<T>, global: &Injector<T>, others: &[Stealer<T>]) -> Option<T> {
    local
        .pop()
        .or_else(|| {
            iter::repeat_with(|| global.steal_batch_and_pop(local))
                .find(|stolen| !stolen.is_retry())
                .and_then(Steal::success)
        })
        .or_else(|| {
            for other in others {
                loop {
                    match other.steal() {
                        Steal::Success(job) => local.push(job),
                        Steal::Empty => break,
                        Steal::Retry => {}
                    }
                }
            }
            local.pop()
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
