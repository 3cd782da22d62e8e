//@ title: A queue for each worker
//@ idea: "If the workers are given jobs in turn, none has more to do than another."
//@ test: a_free_worker_takes_the_next_job
//@ kind: deadlock
//@ says: stand behind the first one

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// Nobody waits for a lock, and each worker has its share of the jobs. But a job that lasts holds up
/// those that stand behind it, while another worker has nothing to do.
pub struct ThreadPool {
    queues: Vec<Sender<Job>>,
    submitted: AtomicUsize,
    workers: Vec<JoinHandle<usize>>,
}

impl ThreadPool {
    pub fn new(workers: usize) -> Self {
        let (queues, workers) = (0..workers)
            .map(|_| {
                let (queue, jobs) = mpsc::channel();
                (queue, thread::spawn(move || work(jobs)))
            })
            .unzip();
        ThreadPool {
            queues,
            submitted: AtomicUsize::new(0),
            workers,
        }
    }

    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        let number = self.submitted.fetch_add(1, Relaxed);
        self.queues[number % self.queues.len()]
            .send(Box::new(job))
            .expect("the worker is there");
    }

    pub fn shutdown(mut self) -> usize {
        self.finish()
    }

    fn finish(&mut self) -> usize {
        self.queues.clear();
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

fn work(jobs: Receiver<Job>) -> usize {
    jobs.into_iter()
        .filter_map(|job| panic::catch_unwind(AssertUnwindSafe(job)).err())
        .count()
}
