//@ title: A read-write lock: many count at once, and who resets is alone

//! A counter for the whole program.

use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// The packets that this program has served, on all threads.
pub static PACKETS_SERVED: Counter = Counter::new();

/// Counts up from zero.
///
/// It only ever counts up. A reset notes where the next number one begins.
pub struct Counter {
    counted: AtomicU64,
    /// How many had been counted at the last reset. Who counts holds it for reading.
    before: RwLock<u64>,
}

impl Counter {
    /// A counter at zero. A `const fn`, so that a `static` can be made of it.
    pub const fn new() -> Self {
        Counter {
            counted: AtomicU64::new(0),
            before: RwLock::new(0),
        }
    }

    /// Counts a packet, and returns its number: 1 for the first since the last reset.
    pub fn count(&self) -> u64 {
        let before = self.before.read().unwrap();
        // ORDERING: Relaxed: to add is one step, and the lock keeps resets away.
        let number = self.counted.fetch_add(1, Ordering::Relaxed) + 1;
        number - *before
    }

    /// How many packets were counted since the last reset.
    pub fn get(&self) -> u64 {
        let before = self.before.read().unwrap();
        // ORDERING: Relaxed: what was counted before the last reset is seen because of the lock.
        self.counted.load(Ordering::Relaxed) - *before
    }

    /// Returns how many packets were counted since the last reset, and starts again at zero.
    pub fn reset(&self) -> u64 {
        let mut before = self.before.write().unwrap();
        // ORDERING: Relaxed: all who have counted had the lock before, so nothing is missed.
        let now = self.counted.load(Ordering::Relaxed);
        now - std::mem::replace(&mut *before, now)
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
