//! A counter that several threads share.

use std::sync::Mutex;

/// Counts up from zero.
pub struct Counter {
    // The lock owns the number, so there is no way to reach it without holding the lock.
    value: Mutex<u64>,
}

impl Counter {
    /// A counter at zero.
    pub const fn new() -> Self {
        Counter { value: Mutex::new(0) }
    }

    /// Adds one. Many threads may call this at the same time.
    pub fn increment(&self) {
        // One statement, one guard: reading and writing happen under the same lock, so no other
        // thread can come between them. The guard is dropped at the semicolon.
        *self.value.lock().unwrap() += 1;
    }

    /// How many increments there were.
    pub fn get(&self) -> u64 {
        *self.value.lock().unwrap()
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
