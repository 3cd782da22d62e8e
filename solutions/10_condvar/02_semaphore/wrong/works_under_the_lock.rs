//@ title: It works with the lock held
//@ idea: "The lock protects the permit while I use it."
//@ test: as_many_at_work_as_there_are_permits
//@ kind: deadlock
//@ says: Is a lock held while `work` runs

use std::panic::{self, AssertUnwindSafe};
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

    pub fn try_acquire(&self) -> bool {
        let mut permits = self.permits.lock().unwrap();
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

    /// However many permits there are, one thread is at work.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        let permits = self.permits.lock().unwrap();
        let mut permits = self
            .returned
            .wait_while(permits, |permits| *permits == 0)
            .unwrap();
        *permits -= 1;
        let result = panic::catch_unwind(AssertUnwindSafe(work));
        *permits += 1;
        drop(permits);
        self.returned.notify_one();
        result.unwrap_or_else(|payload| panic::resume_unwind(payload))
    }
}
