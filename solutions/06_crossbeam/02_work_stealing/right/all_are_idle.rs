//@ title: No job is counted: all is done when all workers are idle

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crossbeam::deque::{Injector, Steal, Stealer, Worker};
use crossbeam::utils::Backoff;

/// A job. It is given the place where it runs, so that it can spawn more jobs.
pub type Job = Box<dyn FnOnce(&Here<'_>) + Send>;

/// Where a job runs: on one of the workers of the pool.
pub struct Here<'pool>(&'pool Worker<Job>);

impl Here<'_> {
    /// Puts a job into the queue of the worker that this is called on.
    pub fn spawn(&self, job: Job) {
        self.0.push(job);
    }
}

/// A worker's next job: from its own queue, else from the injector, else from another's queue.
pub fn find_job<T>(local: &Worker<T>, global: &Injector<T>, others: &[Stealer<T>]) -> Option<T> {
    if let found @ Some(_) = local.pop() {
        return found;
    }
    // The first answer that is not `Retry`, of each place in turn.
    fn ask<T>(place: impl Fn() -> Steal<T>) -> Option<T> {
        loop {
            match place() {
                Steal::Retry => {}
                answer => return answer.success(),
            }
        }
    }
    if let found @ Some(_) = ask(|| global.steal_batch_and_pop(local)) {
        return found;
    }
    for other in others {
        if let found @ Some(_) = ask(|| other.steal_batch_with_limit_and_pop(local, 4)) {
            return found;
        }
    }
    None
}

/// Runs all jobs, and those that they spawn, on so many workers. Returns when all are done.
pub fn run(workers: usize, jobs: Vec<Job>) {
    let global = Injector::new();
    for job in jobs {
        global.push(job);
    }
    let queues: Vec<Worker<Job>> = (0..workers).map(|_| Worker::new_lifo()).collect();
    let ends: Vec<Stealer<Job>> = queues.iter().map(Worker::stealer).collect();
    // A worker that is idle has emptied its own queue, and only itself puts jobs there. If all are
    // idle, there is no job, and nobody who could spawn one.
    let idle = AtomicUsize::new(0);

    let work = |local: Worker<Job>| {
        let backoff = Backoff::new();
        loop {
            while let Some(job) = find_job(&local, &global, &ends) {
                job(&Here(&local));
            }
            // ORDERING: SeqCst for all of them, so that there is one order to think about.
            idle.fetch_add(1, Ordering::SeqCst);
            // It stops being idle *before* it steals: in between the job would be nowhere.
            while global.is_empty() && ends.iter().all(Stealer::is_empty) {
                if idle.load(Ordering::SeqCst) == workers {
                    return;
                }
                backoff.snooze();
            }
            idle.fetch_sub(1, Ordering::SeqCst);
        }
    };
    thread::scope(|scope| {
        for local in queues {
            scope.spawn(|| work(local));
        }
    });
}
