//@ title: `release` wakes one thread, and whoever leaves permits behind wakes the next

//! A semaphore: a number of permits, and threads that wait for one.

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
        loop {
            if let Some(left) = permits.checked_sub(1) {
                *permits = left;
                break;
            }
            permits = self.returned.wait(permits).unwrap();
        }
        // While there are permits and sleepers, one sleeper is on its way to them. If that was this
        // thread, it sends the next one.
        if *permits > 0 {
            self.returned.notify_one();
        }
    }

    /// Takes a permit if there is one. Does not wait. Says whether it took one.
    pub fn try_acquire(&self) -> bool {
        let mut permits = self.permits.lock().unwrap();
        let Some(left) = permits.checked_sub(1) else {
            return false;
        };
        *permits = left;
        true
    }

    /// Adds `permits`: those that were taken, or new ones. Does not wait.
    pub fn release(&self, permits: usize) {
        *self.permits.lock().unwrap() += permits;
        self.returned.notify_one();
    }

    /// Takes a permit, does the work, and gives the permit back. Returns what `work` returned.
    ///
    /// When `work` panics, so does `run`.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        self.acquire();
        let _permit = OnDrop(|| self.release(1));
        work()
    }
}

/// Calls its function when it goes out of scope, however that comes about.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}
