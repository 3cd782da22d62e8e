//! A thread pool: a fixed number of threads that do the jobs they are given.
//!
//! Make the jobs run at the same time, survive those that panic, and end cleanly. The statement is
//! in README.md.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// Workers that wait for jobs.
pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    queue: Mutex<VecDeque<Job>>,
    changed: Condvar,
}

impl ThreadPool {
    /// Starts so many workers, at least 1.
    pub fn new(workers: usize) -> Self {
        let shared = Arc::new(Shared {
            queue: Mutex::new(VecDeque::new()),
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
        self.shared.queue.lock().unwrap().push_back(Box::new(job));
        self.shared.changed.notify_one();
    }

    /// Does what dropping the pool does, and returns how many jobs have panicked.
    pub fn shutdown(self) -> usize {
        // TODO: how do the workers learn that no more jobs will come?
        self.workers
            .into_iter()
            .filter_map(|worker| worker.join().err())
            .count()
    }
}

// TODO: what becomes of the jobs in the queue, and of the workers, when the pool is dropped?

/// What a worker does.
fn work(shared: &Shared) {
    let mut queue = shared.queue.lock().unwrap();
    loop {
        match queue.pop_front() {
            // TODO: how many jobs can run at the same time? What if one of them panics?
            Some(job) => job(),
            None => queue = shared.changed.wait(queue).unwrap(),
        }
    }
}
