//@ title: Nobody is told of the permit
//@ idea: "Who waits will see that the number has changed."
//@ test: who_waits_gets_the_permit
//@ kind: deadlock
//@ says: nobody wakes it

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

    /// Who sleeps sees nothing.
    pub fn release(&self, permits: usize) {
        *self.permits.lock().unwrap() += permits;
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
