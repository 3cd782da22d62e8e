//@ title: It asks again and again
//@ idea: "Waiting means trying until it works."
//@ test: who_waits_is_asleep
//@ kind: assert
//@ says: uses a processor for nothing

use std::sync::{Condvar, Mutex};
use std::thread;

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

    /// The permits are counted rightly, and each thread that waits keeps a processor busy.
    pub fn acquire(&self) {
        while !self.try_acquire() {
            thread::yield_now();
        }
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
