//@ title: Relaxed permits
//@ idea: "A permit is only a number, and a number needs no ordering."
//@ test: who_takes_a_permit_sees_what_came_before
//@ kind: panic
//@ says: does not see

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

/// The number is right, with any ordering. But who takes a permit may not see what its last owner has
/// written: with one permit, that is a mutex that protects nothing.
pub struct Semaphore {
    permits: AtomicUsize,
    sleepers: Mutex<()>,
    returned: Condvar,
}

impl Semaphore {
    pub const fn new(permits: usize) -> Self {
        Semaphore {
            permits: AtomicUsize::new(permits),
            sleepers: Mutex::new(()),
            returned: Condvar::new(),
        }
    }

    pub fn acquire(&self) {
        if self.try_acquire() {
            return;
        }
        let mut sleepers = self.sleepers.lock().unwrap();
        while !self.try_acquire() {
            sleepers = self.returned.wait(sleepers).unwrap();
        }
    }

    pub fn try_acquire(&self) -> bool {
        self.permits
            .try_update(Ordering::Relaxed, Ordering::Relaxed, |permits| {
                permits.checked_sub(1)
            })
            .is_ok()
    }

    pub fn release(&self, permits: usize) {
        self.permits.fetch_add(permits, Ordering::Relaxed);
        drop(self.sleepers.lock().unwrap());
        match permits {
            0 => {}
            1 => self.returned.notify_one(),
            _ => self.returned.notify_all(),
        }
    }

    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        self.acquire();
        let result = panic::catch_unwind(AssertUnwindSafe(work));
        self.release(1);
        result.unwrap_or_else(|payload| panic::resume_unwind(payload))
    }
}
