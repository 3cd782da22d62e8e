//@ title: Workers are counted, and not jobs
//@ idea: "Each worker tells me at the end whether something went wrong."
//@ test: every_job_that_panics_is_counted
//@ kind: panic
//@ says: Jobs are to be counted

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<bool>>,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

struct Queue {
    jobs: VecDeque<Job>,
    closed: bool,
}

impl ThreadPool {
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

    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.shared
            .queue
            .lock()
            .unwrap()
            .jobs
            .push_back(Box::new(job));
        self.shared.changed.notify_one();
    }

    pub fn shutdown(mut self) -> usize {
        self.finish()
    }

    fn finish(&mut self) -> usize {
        self.shared.queue.lock().unwrap().closed = true;
        self.shared.changed.notify_all();
        self.workers
            .drain(..)
            .filter_map(|worker| worker.join().ok())
            .filter(|&panicked| panicked)
            .count()
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.finish();
    }
}

/// Whether a job has panicked. The second one makes no difference.
fn work(shared: &Shared) -> bool {
    let mut panicked = false;
    while let Some(job) = next_job(shared) {
        panicked |= panic::catch_unwind(AssertUnwindSafe(job)).is_err();
    }
    panicked
}

fn next_job(shared: &Shared) -> Option<Job> {
    let queue = shared.queue.lock().unwrap();
    let mut queue = shared
        .changed
        .wait_while(queue, |queue| queue.jobs.is_empty() && !queue.closed)
        .unwrap();
    queue.jobs.pop_front()
}
