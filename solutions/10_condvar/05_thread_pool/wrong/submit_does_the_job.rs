//@ title: `submit` does the job itself
//@ idea: "The jobs get done, and that is what counts."
//@ test: submit_does_not_wait_for_the_job
//@ kind: deadlock
//@ says: do the job itself

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};

/// No worker, nothing at the same time, and the one who submits a job waits for it.
pub struct ThreadPool {
    panicked: AtomicUsize,
}

impl ThreadPool {
    pub fn new(_workers: usize) -> Self {
        ThreadPool {
            panicked: AtomicUsize::new(0),
        }
    }

    pub fn submit(&self, job: impl FnOnce() + Send + 'static) {
        if panic::catch_unwind(AssertUnwindSafe(job)).is_err() {
            self.panicked.fetch_add(1, Ordering::SeqCst);
        }
    }

    pub fn shutdown(self) -> usize {
        self.panicked.into_inner()
    }
}
