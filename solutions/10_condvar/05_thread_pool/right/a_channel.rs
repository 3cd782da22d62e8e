//@ title: A channel is the queue, and it ends when the pool drops the sender

//! A thread pool: a fixed number of threads that do the jobs they are given.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// Workers that wait for jobs.
pub struct ThreadPool {
    /// `None` when the pool is ending.
    jobs: Option<Sender<Job>>,
    /// Each returns how many of its jobs have panicked.
    workers: Vec<JoinHandle<usize>>,
}

impl ThreadPool {
    /// Starts so many workers, at least 1.
    pub fn new(workers: usize) -> Self {
        let (sender, receiver) = mpsc::channel();
        let receiver = Arc::new(Mutex::new(receiver));
        let workers = (0..workers)
            .map(|number| {
                let receiver = Arc::clone(&receiver);
                thread::Builder::new()
                    .name(format!("worker {number}"))
                    .spawn(move || work(&receiver))
                    .expect("the system has room for another thread")
            })
            .collect();
        ThreadPool {
            jobs: Some(sender),
            workers,
        }
    }

    /// Has a worker do `job`, as soon as one is free. Does not wait for it.
    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        let jobs = self.jobs.as_ref().expect("the pool is not ending");
        jobs.send(Box::new(job)).expect("the workers are there");
    }

    /// Does what dropping the pool does, and returns how many jobs have panicked.
    pub fn shutdown(mut self) -> usize {
        self.end()
    }

    fn end(&mut self) -> usize {
        drop(self.jobs.take());
        self.workers
            .drain(..)
            .map(|worker| worker.join().expect("a worker does not panic"))
            .sum()
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.end();
    }
}

/// What a worker does. Returns how many of its jobs have panicked.
fn work(jobs: &Mutex<Receiver<Job>>) -> usize {
    let mut panicked = 0;
    loop {
        // One of the idle workers waits for a job, with the lock held, and the others wait for the
        // lock. It is a temporary: it is released at the semicolon, before the job begins.
        let job = jobs.lock().unwrap().recv();
        // An empty channel whose sender is gone.
        let Ok(job) = job else {
            return panicked;
        };
        if panic::catch_unwind(AssertUnwindSafe(job)).is_err() {
            panicked += 1;
        }
    }
}
