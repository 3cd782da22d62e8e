//@ title: The guard lives until the job is done
//@ idea: "The lock is released when the job has been taken out."
//@ test: jobs_run_at_the_same_time
//@ test: submit_does_not_wait_for_the_job
//@ kind: deadlock
//@ says: held while a job runs

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

/// What the head of a `while let` makes lives until the end of its body: the guard, too.
fn work(shared: &Shared) -> usize {
    let mut panicked = 0;
    while let Some(job) = shared
        .changed
        .wait_while(shared.queue.lock().unwrap(), |queue| {
            queue.jobs.is_empty() && !queue.closed
        })
        .unwrap()
        .jobs
        .pop_front()
    {
        if panic::catch_unwind(AssertUnwindSafe(job)).is_err() {
            panicked += 1;
        }
    }
    panicked
}
