//@ title: The permit is lost when the work panics
//@ idea: "What I took at the beginning, I give back at the end."
//@ test: no_permit_is_lost_when_the_work_panics
//@ kind: panic
//@ says: is not reached when `work` panics

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

    /// A panic leaves through the middle.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        self.acquire();
        let result = work();
        self.release(1);
        result
    }
}
