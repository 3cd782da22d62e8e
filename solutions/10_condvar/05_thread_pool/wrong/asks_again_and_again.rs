//@ title: Idle workers ask again and again
//@ idea: "A worker looks whether there is a job."
//@ test: a_worker_that_waits_is_asleep
//@ kind: assert
//@ says: uses a processor for nothing

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

pub struct ThreadPool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<usize>>,
}

struct Shared {
    queue: Mutex<Queue>,
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
    }

    pub fn shutdown(mut self) -> usize {
        self.finish()
    }

    fn finish(&mut self) -> usize {
        self.shared.queue.lock().unwrap().closed = true;
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

/// A pool of eight has eight processors do nothing, all day.
fn next_job(shared: &Shared) -> Option<Job> {
    loop {
        let mut queue = shared.queue.lock().unwrap();
        if queue.closed || !queue.jobs.is_empty() {
            return queue.jobs.pop_front();
        }
        drop(queue);
        thread::yield_now();
    }
}
