//! A pool of workers on crossbeam's work-stealing deques.

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
        // Counted before it can be seen. The other way round, a thief could have run it, and taken it
        // off the count, before it was added.
        //
        // ORDERING: Relaxed. The job that calls this is unfinished itself, so the count cannot reach
        // zero before this job, too, has been taken off it.
        self.unfinished.fetch_add(1, Ordering::Relaxed);
        self.local.push(job);
    }
}

/// A worker's next job: from its own queue, else from the injector, else from another's queue.
///
/// May put further jobs into the worker's own queue. `None` if there is no job anywhere.
pub fn find_job<T>(local: &Worker<T>, global: &Injector<T>, others: &[Stealer<T>]) -> Option<T> {
    // At home nobody is in the way: taking from one's own queue costs next to nothing.
    local.pop().or_else(|| {
        // `Retry` says neither that there is a job nor that there is none: somebody else was there at
        // the same time. So the search is repeated until it has a definite answer.
        iter::repeat_with(|| {
            global
                // A batch: one trip to the crowded place brings home several jobs. They can be stolen
                // from here, so nobody is kept from them.
                .steal_batch_and_pop(local)
                // Collecting many `Steal`s gives a success if there is one, else `Retry` if one of
                // them has to be asked again, else `Empty`. The iterator is lazy: at the first
                // success it stops, so nothing is stolen that would have nowhere to go.
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

    // All queues are there before the first worker starts: each worker has to know all the others.
    // Last in, first out: what was spawned last is what the caches still hold. The stealers are at
    // the other end in any case.
    let queues: Vec<Worker<Job>> = (0..workers).map(|_| Worker::new_lifo()).collect();
    // Each worker's own stealer is among them, which does no harm: it looks there when it is empty.
    let stealers: Vec<Stealer<Job>> = queues.iter().map(Worker::stealer).collect();

    let (global, stealers, unfinished) = (&global, &stealers[..], &unfinished);
    // The scope ends when all workers have ended.
    thread::scope(|scope| {
        for local in queues {
            scope.spawn(move || {
                let here = Here {
                    local: &local,
                    unfinished,
                };
                let backoff = Backoff::new();
                // Empty queues prove nothing, for a job that is running may spawn more. The count
                // knows: it is zero when the last job has run, and then nobody is left to spawn.
                //
                // ORDERING: Acquire, for the `Release` below: whoever sees zero, and returns because
                // of it, sees all that the jobs did. (Here, the scope's end would do, too.)
                while unfinished.load(Ordering::Acquire) > 0 {
                    match find_job(&local, global, stealers) {
                        Some(job) => {
                            backoff.reset();
                            job(&here);
                            // Only now, after it has run and has spawned what it spawns.
                            unfinished.fetch_sub(1, Ordering::Release);
                        }
                        // Spins a little at first, then leaves the core to others.
                        None => backoff.snooze(),
                    }
                }
            });
        }
    });
}
