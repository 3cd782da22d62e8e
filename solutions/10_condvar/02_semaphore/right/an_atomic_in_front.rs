//@ title: The permits are an atomic; the lock is only for those who have to sleep

//! A semaphore: a number of permits, and threads that wait for one.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

/// A number of permits.
pub struct Semaphore {
    permits: AtomicUsize,
    /// Held from the last look to the sleep, and between a change and its announcement. It owns no data.
    sleepers: Mutex<()>,
    returned: Condvar,
}

impl Semaphore {
    /// A semaphore with so many permits.
    pub const fn new(permits: usize) -> Self {
        Semaphore {
            permits: AtomicUsize::new(permits),
            sleepers: Mutex::new(()),
            returned: Condvar::new(),
        }
    }

    /// Takes a permit; waits until there is one.
    pub fn acquire(&self) {
        if self.try_acquire() {
            return;
        }
        let mut sleepers = self.sleepers.lock().unwrap();
        while !self.try_acquire() {
            sleepers = self.returned.wait(sleepers).unwrap();
        }
    }

    /// Takes a permit if there is one. Does not wait. Says whether it took one.
    pub fn try_acquire(&self) -> bool {
        // ORDERING: Acquire, for the Release in `release`: who takes a permit sees what its last
        // owner did. When there is none, nothing is learnt.
        self.permits
            .try_update(Ordering::Acquire, Ordering::Relaxed, |permits| {
                permits.checked_sub(1)
            })
            .is_ok()
    }

    /// Adds `permits`: those that were taken, or new ones. Does not wait.
    pub fn release(&self, permits: usize) {
        // ORDERING: Release, for the Acquire of whoever takes one of them.
        self.permits.fetch_add(permits, Ordering::Release);
        // A thread that has looked before this change, and found nothing, holds the lock until it
        // sleeps. So once the lock was ours, it hears the notification, and all who come later see
        // the change.
        drop(self.sleepers.lock().unwrap());
        match permits {
            0 => {}
            1 => self.returned.notify_one(),
            _ => self.returned.notify_all(),
        }
    }

    /// Takes a permit, does the work, and gives the permit back. Returns what `work` returned.
    ///
    /// When `work` panics, so does `run`.
    pub fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        self.acquire();
        let result = panic::catch_unwind(AssertUnwindSafe(work));
        self.release(1);
        result.unwrap_or_else(|payload| panic::resume_unwind(payload))
    }
}
