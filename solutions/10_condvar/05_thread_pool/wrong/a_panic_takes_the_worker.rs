//@ title: A panic takes the worker along
//@ idea: "The job that panics is gone, and the pool goes on."
//@ test: a_job_that_panics_harms_nobody
//@ kind: deadlock
//@ says: took the worker along

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<usize>>,
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
            .map(|worker| worker.join().unwrap_or(1))
            .sum()
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.finish();
    }
}

/// A panic goes up until somebody catches it: through this loop, and the thread ends.
fn work(shared: &Shared) -> usize {
    while let Some(job) = next_job(shared) {
        job();
    }
    0
}

fn next_job(shared: &Shared) -> Option<Job> {
    let queue = shared.queue.lock().unwrap();
    let mut queue = shared
        .changed
        .wait_while(queue, |queue| queue.jobs.is_empty() && !queue.closed)
        .unwrap();
    queue.jobs.pop_front()
}
