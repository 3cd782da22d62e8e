//! A semaphore: a number of permits, and threads that wait for one.

use std::sync::{Condvar, Mutex};

/// A number of permits.
pub struct Semaphore {
    // What threads wait for ("there is a permit") is data, and the lock that they wait with owns
    // it. So nobody can change it between a thread's look and its wait.
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
        let permits = self.permits.lock().unwrap();
        // When `wait_while` returns, there is a permit, and the lock is held. A thread that was
        // woken for a permit may find that another one was faster; then it waits again.
        let mut permits = self
            .returned
            .wait_while(permits, |permits| *permits == 0)
            .unwrap();
        *permits -= 1;
    }

    /// Takes a permit if there is one. Does not wait. Says whether it took one.
    pub fn try_acquire(&self) -> bool {
        // `lock`, and not `try_lock`: that somebody else is at the lock, for a moment, does not say
        // that there is no permit.
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
        // All wait for the same thing, so one notification a permit would do. For one permit that
        // is `notify_one`, whoever is woken. For several, several threads may go on; those woken
        // in vain look, and wait again.
        if permits == 1 {
            self.returned.notify_one();
        } else {
            self.returned.notify_all();
        }
    }

    /// Takes a permit, does the work, and gives the permit back. Returns what `work` returned.
    ///
    /// When `work` panics, so does `run`.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        self.acquire();
        // A line behind `work()` is skipped when `work` panics. A destructor is not.
        let _permit = Permit(self);
        work()
    }
}

/// A permit that gives itself back.
struct Permit<'a>(&'a Semaphore);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.release(1);
    }
}
