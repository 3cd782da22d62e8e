//@ title: An atomic that is changed only if it still is what was seen

//! A counter for the whole program.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The packets that this program has served, on all threads.
pub static PACKETS_SERVED: Counter = Counter::new();

/// Counts up from zero.
pub struct Counter {
    // ORDERING: Relaxed throughout. A change is one step in any ordering, and no other memory
    // depends on the number.
    value: AtomicU64,
}

impl Counter {
    /// A counter at zero. A `const fn`, so that a `static` can be made of it.
    pub const fn new() -> Self {
        Counter {
            value: AtomicU64::new(0),
        }
    }

    /// Counts a packet, and returns its number: 1 for the first since the last reset.
    pub fn count(&self) -> u64 {
        let mut seen = self.value.load(Relaxed);
        loop {
            let number = seen + 1;
            match self
                .value
                .compare_exchange_weak(seen, number, Relaxed, Relaxed)
            {
                Ok(_) => return number,
                // Somebody else was quicker, or it failed for no reason.
                Err(now) => seen = now,
            }
        }
    }

    /// How many packets were counted since the last reset.
    pub fn get(&self) -> u64 {
        self.value.load(Relaxed)
    }

    /// Returns how many packets were counted since the last reset, and starts again at zero.
    pub fn reset(&self) -> u64 {
        // The loop above, from the library.
        self.value.update(Relaxed, Relaxed, |_| 0)
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
