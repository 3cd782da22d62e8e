//@ title: It notifies only when there was no permit
//@ idea: "When there were permits already, nobody was waiting."
//@ test: two_releases_wake_two
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

    /// A thread that was woken is not yet there: the permit is still counted when the next one comes.
    pub fn release(&self, permits: usize) {
        let mut left = self.permits.lock().unwrap();
        let there_was_none = *left == 0;
        *left += permits;
        drop(left);
        if there_was_none {
            if permits == 1 {
                self.returned.notify_one();
            } else {
                self.returned.notify_all();
            }
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
