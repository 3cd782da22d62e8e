//! A counter for the whole program.
//!
//! Make it lose no packet. The statement is in README.md.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

/// The packets that this program has served, on all threads.
pub static PACKETS_SERVED: Counter = Counter::new();

/// Counts up from zero.
pub struct Counter {
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
        // TODO: every access is atomic. What can another thread do between the two?
        let number = self.value.load(SeqCst) + 1;
        self.value.store(number, SeqCst);
        number
    }

    /// How many packets were counted since the last reset.
    pub fn get(&self) -> u64 {
        self.value.load(SeqCst)
    }

    /// Returns how many packets were counted since the last reset, and starts again at zero.
    pub fn reset(&self) -> u64 {
        // TODO: what becomes of a packet that is counted between these two lines?
        let counted = self.value.load(SeqCst);
        self.value.store(0, SeqCst);
        counted
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
