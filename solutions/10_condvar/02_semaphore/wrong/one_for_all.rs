//@ title: One notification for all permits
//@ idea: "`release` has changed something, so it notifies."
//@ test: two_permits_wake_two
//@ kind: deadlock
//@ says: to enough of them

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

    /// Two permits, two threads that wait, and one of them is woken.
    pub fn release(&self, permits: usize) {
        *self.permits.lock().unwrap() += permits;
        self.returned.notify_one();
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
