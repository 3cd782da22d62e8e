//! A counter that several threads share.
//!
//! Make every increment count, whatever the threads' timing. The statement is in README.md.

use std::sync::Mutex;

/// Counts up from zero.
pub struct Counter {
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
        // TODO: two threads can both read 4 here, and both write 5.
        let seen = *self.value.lock().unwrap();
        *self.value.lock().unwrap() = seen + 1;
    }

    /// How many increments there were since the counter was last at zero.
    pub fn get(&self) -> u64 {
        *self.value.lock().unwrap()
    }

    /// Puts the counter back to zero, and returns how many increments it had counted.
    pub fn take(&self) -> u64 {
        // TODO: what becomes of an increment between these two lines?
        let taken = self.get();
        *self.value.lock().unwrap() = 0;
        taken
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
    // TODO: one thread does it all, one call after the other.
    for _ in 0..workers {
        work();
        counter.increment();
    }
    counter.get()
}
