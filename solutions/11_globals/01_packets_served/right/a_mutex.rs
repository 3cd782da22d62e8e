//@ title: A mutex around a plain number

//! A counter for the whole program.

use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The packets that this program has served, on all threads.
pub static PACKETS_SERVED: Counter = Counter::new();

/// Counts up from zero.
#[derive(Default)]
pub struct Counter(Mutex<u64>);

impl Counter {
    /// A counter at zero. A `const fn`, so that a `static` can be made of it.
    pub const fn new() -> Self {
        Counter(Mutex::new(0))
    }

    /// The number is never half changed, so a panic elsewhere is no reason to stop counting.
    fn value(&self) -> MutexGuard<'_, u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a packet, and returns its number: 1 for the first since the last reset.
    pub fn count(&self) -> u64 {
        let mut value = self.value();
        *value += 1;
        *value
    }

    /// How many packets were counted since the last reset.
    pub fn get(&self) -> u64 {
        *self.value()
    }

    /// Returns how many packets were counted since the last reset, and starts again at zero.
    pub fn reset(&self) -> u64 {
        mem::take(&mut self.value())
    }
}
