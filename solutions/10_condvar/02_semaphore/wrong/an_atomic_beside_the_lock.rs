//@ title: An atomic beside the lock
//@ idea: "The number is atomic, so `release` needs no lock."
//@ test: who_waits_gets_the_permit
//@ kind: deadlock
//@ says: under the lock with which they wait

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};

/// The number is right at all times. But it can change between a thread's look and its wait, because
/// `release` does not take the lock: then the notification comes before the wait.
pub struct Semaphore {
    permits: AtomicUsize,
    asleep: Mutex<()>,
    returned: Condvar,
}

impl Semaphore {
    pub const fn new(permits: usize) -> Self {
        Semaphore {
            permits: AtomicUsize::new(permits),
            asleep: Mutex::new(()),
            returned: Condvar::new(),
        }
    }

    pub fn acquire(&self) {
        let mut asleep = self.asleep.lock().unwrap();
        while !self.try_acquire() {
            asleep = self.returned.wait(asleep).unwrap();
        }
    }

    pub fn try_acquire(&self) -> bool {
        self.permits
            .try_update(SeqCst, SeqCst, |permits| permits.checked_sub(1))
            .is_ok()
    }

    pub fn release(&self, permits: usize) {
        self.permits.fetch_add(permits, SeqCst);
        self.returned.notify_all();
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
