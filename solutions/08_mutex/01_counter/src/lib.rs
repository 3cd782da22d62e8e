//! A counter that several threads share.

use std::sync::Mutex;
use std::{mem, thread};

/// Counts up from zero.
pub struct Counter {
    // The lock owns the number, so there is no way to reach it without holding the lock. An
    // `AtomicU64` would do as well: `fetch_add`, `load` and `swap` are one indivisible step each.
    value: Mutex<u64>,
}

impl Counter {
    /// A counter at zero.
    pub const fn new() -> Self {
        Counter {
            value: Mutex::new(0),
        }
    }

    /// Adds one. Many threads may call this at the same time.
    pub fn increment(&self) {
        // One statement, one guard: reading and writing happen under the same lock, so no other
        // thread can come between them. The guard is dropped at the semicolon.
        *self.value.lock().unwrap() += 1;
    }

    /// How many increments there were since the counter was last at zero.
    pub fn get(&self) -> u64 {
        *self.value.lock().unwrap()
    }

    /// Puts the counter back to zero, and returns how many increments it had counted.
    pub fn take(&self) -> u64 {
        // `self.get()` would lock and unlock, and an increment could slip in before the zero is
        // written. `mem::take` reads and writes through one guard.
        mem::take(&mut *self.value.lock().unwrap())
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}

/// Calls `work` once on each of `workers` new threads, all at the same time, and counts the calls
/// that have returned. Returns the count when all have returned.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let counter = Counter::new();
    // A scope joins its threads before it ends, so they may borrow `counter` and `work`: no `Arc`
    // is needed, and no handle can be forgotten. It starts all threads before it joins the first.
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                // The work is done outside the lock: only counting needs to be alone.
                work();
                counter.increment();
            });
        }
    });
    // No thread is left, so the number is final. No lock was held while the scope waited.
    counter.get()
}
