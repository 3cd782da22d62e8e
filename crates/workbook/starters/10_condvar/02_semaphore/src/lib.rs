//! A semaphore: a number of permits, and threads that wait for one.
//!
//! Make sure that no permit is lost, and none is made up. The statement is in README.md.

use std::sync::{Condvar, Mutex};

/// A number of permits.
pub struct Semaphore {
    permits: Mutex<usize>,
    returned: Condvar,
}

impl Semaphore {
    /// A semaphore with so many permits.
    pub const fn new(permits: usize) -> Self {
        Semaphore {
            permits: Mutex::new(permits),
            returned: Condvar::new(),
        }
    }

    /// Takes a permit; waits until there is one.
    pub fn acquire(&self) {
        let mut permits = self.permits.lock().unwrap();
        // TODO: is there a permit whenever `wait` returns?
        if *permits == 0 {
            permits = self.returned.wait(permits).unwrap();
        }
        *permits -= 1;
    }

    /// Takes a permit if there is one. Does not wait. Says whether it took one.
    pub fn try_acquire(&self) -> bool {
        let mut permits = self.permits.lock().unwrap();
        if *permits == 0 {
            return false;
        }
        *permits -= 1;
        true
    }

    /// Adds `permits`: those that were taken, or new ones. Does not wait.
    pub fn release(&self, permits: usize) {
        *self.permits.lock().unwrap() += permits;
        // TODO: how many threads can go on now?
        self.returned.notify_one();
    }

    /// Takes a permit, does the work, and gives the permit back. Returns what `work` returned.
    ///
    /// When `work` panics, so does `run`.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        self.acquire();
        // TODO: what becomes of the permit when this line panics?
        let result = work();
        self.release(1);
        result
    }
}
