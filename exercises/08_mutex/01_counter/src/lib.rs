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
        Counter { value: Mutex::new(0) }
    }

    /// Adds one. Many threads may call this at the same time.
    pub fn increment(&self) {
        // TODO: two threads can both read 4 here, and both write 5.
        let seen = *self.value.lock().unwrap();
        *self.value.lock().unwrap() = seen + 1;
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
