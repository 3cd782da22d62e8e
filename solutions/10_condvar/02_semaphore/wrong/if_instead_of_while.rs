//@ title: `if` instead of `while`
//@ idea: "I was woken, so there is a permit for me."
//@ test: who_waits_gets_the_permit
//@ kind: panic
//@ says: a permit was made up
//@ says: woken for no reason

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

    /// Woken for no reason, it takes a permit that is not there.
    pub fn acquire(&self) {
        let mut permits = self.permits.lock().unwrap();
        if *permits == 0 {
            permits = self.returned.wait(permits).unwrap();
        }
        *permits = permits.saturating_sub(1);
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
