//@ title: Busy means none
//@ idea: "`try_acquire` must not wait, so it does not wait for the lock either."
//@ test: who_tries_gets_a_permit_that_is_there
//@ kind: panic
//@ says: does not say that there is no permit

use std::sync::{Condvar, Mutex};

pub struct Semaphore {
    permits: Mutex<usize>,
    returned: Condvar,
}

impl Semaphore {
    pub const fn new(permits: usize) -> Self {
        Semaphore {
            permits: Mutex::new(permits),
            returned: Condvar::new(),
        }
    }

    pub fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        let mut permits = self
            .returned
            .wait_while(permits, |permits| *permits == 0)
            .unwrap();
        *permits -= 1;
    }

    /// The lock is held for a moment only; the permit may be there all the same.
    pub fn try_acquire(&self) -> bool {
        let Ok(mut permits) = self.permits.try_lock() else {
            return false;
        };
        if *permits == 0 {
            return false;
        }
        *permits -= 1;
        true
    }

    pub fn release(&self, permits: usize) {
        *self.permits.lock().unwrap() += permits;
        if permits == 1 {
            self.returned.notify_one();
        } else {
            self.returned.notify_all();
        }
    }

    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        self.acquire();
        let _permit = Permit(self);
        work()
    }
}

struct Permit<'a>(&'a Semaphore);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.release(1);
    }
}
