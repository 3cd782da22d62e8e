//! A thread pool: a fixed number of threads that do the jobs they are given.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// Workers that wait for jobs.
pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<usize>>,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

/// A worker waits for "a job or the end". Both stand under the lock with which it waits.
struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

impl ThreadPool {
    /// Starts so many workers, at least 1.
    pub fn new(workers: usize) -> Self {
        let shared = Arc::new(Shared {
            queue: Mutex::new(Queue {
                jobs: VecDeque::new(),
                closed: false,
            }),
            changed: Condvar::new(),
        });
        let workers = (0..workers)
            .map(|_| {
                let shared = Arc::clone(&shared);
                thread::spawn(move || work(&shared))
            })
            .collect();
        ThreadPool { shared, workers }
    }

    /// Has a worker do `job`, as soon as one is free. Does not wait for it.
    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.shared
            .queue
            .lock()
            .unwrap()
            .jobs
            .push_back(Box::new(job));
        // One job is for one worker. If none is waiting, nothing is lost: a worker looks into the
        // queue before it waits.
        self.shared.changed.notify_one();
    }

    /// Does what dropping the pool does, and returns how many jobs have panicked.
    pub fn shutdown(mut self) -> usize {
        self.finish()
        // `self` is dropped here. `finish` has left no workers, so that does nothing.
    }

    /// Closes the queue, and waits until the workers have emptied it and have ended.
    fn finish(&mut self) -> usize {
        self.shared.queue.lock().unwrap().closed = true;
        // The end is news for all workers.
        self.shared.changed.notify_all();
        // The lock is free while this thread waits in `join`: the workers need it.
        self.workers
            .drain(..)
            .map(|worker| worker.join().expect("a worker catches its jobs' panics"))
            .sum()
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.finish();
    }
}

/// What a worker does. Returns how many of its jobs have panicked.
fn work(shared: &Shared) -> usize {
    let mut panicked = 0;
    while let Some(job) = next_job(shared) {
        // A job that panics must not take its worker along. The job is gone when the panic is
        // caught, so nobody will look at what it left half done: that is what AssertUnwindSafe says.
        if panic::catch_unwind(AssertUnwindSafe(job)).is_err() {
            panicked += 1;
        }
    }
    panicked
}

/// Waits for a job, and takes it. `None` when the queue is closed and empty.
///
/// A function of its own, so that the guard ends here, before the job begins. With
/// `while let Some(job) = shared.queue.lock().unwrap().jobs.pop_front()`, the guard would live until
/// the end of the loop's body.
fn next_job(shared: &Shared) -> Option<Job> {
    let queue = shared.queue.lock().unwrap();
    let mut queue = shared
        .changed
        .wait_while(queue, |queue| queue.jobs.is_empty() && !queue.closed)
        .unwrap();
    // First the jobs, then the end.
    queue.jobs.pop_front()
}
