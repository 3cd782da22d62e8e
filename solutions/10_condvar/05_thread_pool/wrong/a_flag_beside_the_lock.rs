//@ title: The end is a flag beside the lock
//@ idea: "An atomic flag needs no lock."
//@ test: a_pool_without_jobs_ends
//@ kind: deadlock
//@ says: Is it set under the lock with which they wait

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<usize>>,
}

/// The flag can be set between a worker's look and its wait. All are woken, and it does not sleep yet.
struct Shared {
    queue: Mutex<VecDeque<Job>>,
    closed: AtomicBool,
    changed: Condvar,
}

impl ThreadPool {
    pub fn new(workers: usize) -> Self {
        let shared = Arc::new(Shared {
            queue: Mutex::new(VecDeque::new()),
            closed: AtomicBool::new(false),
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

    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.shared.queue.lock().unwrap().push_back(Box::new(job));
        self.shared.changed.notify_one();
    }

    pub fn shutdown(mut self) -> usize {
        self.finish()
    }

    fn finish(&mut self) -> usize {
        self.shared.closed.store(true, SeqCst);
        self.shared.changed.notify_all();
        self.workers
            .drain(..)
            .map(|worker| {
                worker
                    .join()
                    .expect("a worker catches the panics of its jobs")
            })
            .sum()
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.finish();
    }
}

fn work(shared: &Shared) -> usize {
    let mut panicked = 0;
    while let Some(job) = next_job(shared) {
        if panic::catch_unwind(AssertUnwindSafe(job)).is_err() {
            panicked += 1;
        }
    }
    panicked
}

fn next_job(shared: &Shared) -> Option<Job> {
    let queue = shared.queue.lock().unwrap();
    let mut queue = shared
        .changed
        .wait_while(queue, |queue| {
            queue.is_empty() && !shared.closed.load(SeqCst)
        })
        .unwrap();
    queue.pop_front()
}
