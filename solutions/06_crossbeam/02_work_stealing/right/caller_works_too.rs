//@ title: The caller is one of the workers, the first jobs are dealt out, and the last job rings

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crossbeam::deque::{Injector, Steal, Stealer, Worker};

/// A job. It is given the place where it runs, so that it can spawn more jobs.
pub type Job = Box<dyn FnOnce(&Here<'_>) + Send>;

/// What all workers share.
struct Pool {
    injector: Injector<Job>,
    ends: Vec<Stealer<Job>>,
    unfinished: AtomicUsize,
    over: AtomicBool,
}

/// Where a job runs: on one of the workers of the pool.
pub struct Here<'pool> {
    queue: Worker<Job>,
    pool: &'pool Pool,
}

impl Here<'_> {
    /// Puts a job into the queue of the worker that this is called on.
    pub fn spawn(&self, job: Job) {
        self.pool.unfinished.fetch_add(1, Ordering::SeqCst);
        self.queue.push(job);
    }

    /// Does jobs until all are done.
    fn work(&self) {
        while !self.pool.over.load(Ordering::SeqCst) {
            let Some(job) = find_job(&self.queue, &self.pool.injector, &self.pool.ends) else {
                thread::yield_now();
                continue;
            };
            job(self);
            if self.pool.unfinished.fetch_sub(1, Ordering::SeqCst) == 1 {
                self.pool.over.store(true, Ordering::SeqCst);
            }
        }
    }
}

/// A worker's next job: from its own queue, else from the injector, else from another's queue.
pub fn find_job<T>(local: &Worker<T>, global: &Injector<T>, others: &[Stealer<T>]) -> Option<T> {
    if let Some(job) = local.pop() {
        return Some(job);
    }
    let mut again = true;
    while again {
        again = false;
        match global.steal() {
            Steal::Success(job) => return Some(job),
            Steal::Retry => {
                again = true;
                continue;
            }
            Steal::Empty => {}
        }
        for other in others {
            match other.steal() {
                Steal::Success(job) => return Some(job),
                Steal::Retry => again = true,
                Steal::Empty => {}
            }
        }
    }
    None
}

/// Runs all jobs, and those that they spawn, on so many workers. Returns when all are done.
pub fn run(workers: usize, jobs: Vec<Job>) {
    let mut queues: Vec<Worker<Job>> = (0..workers).map(|_| Worker::new_lifo()).collect();
    let pool = Arc::new(Pool {
        injector: Injector::new(),
        ends: queues.iter().map(Worker::stealer).collect(),
        unfinished: AtomicUsize::new(jobs.len()),
        over: AtomicBool::new(jobs.is_empty()),
    });
    // Nobody runs yet, so each queue may be filled from here.
    for (place, job) in jobs.into_iter().enumerate() {
        queues[place % workers].push(job);
    }
    let mine = queues.remove(0);
    let handles: Vec<_> = queues
        .into_iter()
        .map(|queue| {
            let pool = Arc::clone(&pool);
            thread::spawn(move || Here { queue, pool: &pool }.work())
        })
        .collect();
    Here {
        queue: mine,
        pool: &pool,
    }
    .work();
    for handle in handles {
        handle.join().unwrap();
    }
}
