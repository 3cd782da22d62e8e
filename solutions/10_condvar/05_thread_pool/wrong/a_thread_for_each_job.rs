//@ title: A thread for each job
//@ idea: "A thread pool starts threads."
//@ test: one_worker_is_one_thread
//@ kind: panic
//@ says: does not start a thread for each job

use std::sync::Mutex;
use std::thread::{self, JoinHandle};

/// As many threads as there are jobs, however many that is. The number of workers is ignored.
pub struct ThreadPool {
    jobs: Mutex<Vec<JoinHandle<()>>>,
}

impl ThreadPool {
    pub fn new(_workers: usize) -> Self {
        ThreadPool {
            jobs: Mutex::new(Vec::new()),
        }
    }

    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        self.jobs.lock().unwrap().push(thread::spawn(job));
    }

    pub fn shutdown(mut self) -> usize {
        self.finish()
    }

    fn finish(&mut self) -> usize {
        self.jobs
            .get_mut()
            .unwrap()
            .drain(..)
            .filter_map(|job| job.join().err())
            .count()
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        self.finish();
    }
}
