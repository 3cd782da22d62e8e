//@ title: The end comes before the jobs
//@ idea: "When the pool is closed, the workers stop."
//@ test: all_jobs_are_done_when_the_pool_is_dropped
//@ test: shutdown_does_all_jobs_too
//@ kind: panic
//@ says: submitted

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
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

/// Jobs that nobody has begun stay in the queue for ever.
fn next_job(shared: &Shared) -> Option<Job> {
    let queue = shared.queue.lock().unwrap();
    let mut queue = shared
        .changed
        .wait_while(queue, |queue| queue.jobs.is_empty() && !queue.closed)
        .unwrap();
    if queue.closed {
        return None;
    }
    queue.jobs.pop_front()
}
