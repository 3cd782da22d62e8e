//@ title: Adds, then asks
//@ idea: "I have just added one, so what I read now is my number."
//@ test: no_two_packets_have_the_same_number
//@ kind: panic
//@ says: Was the number read in the same step

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub static PACKETS_SERVED: Counter = Counter::new();

/// Nothing is lost here. But what is read may be the number of a later packet.
pub struct Counter {
    value: AtomicU64,
}

impl Counter {
    pub const fn new() -> Self {
        Counter {
            value: AtomicU64::new(0),
        }
    }

    pub fn count(&self) -> u64 {
        self.value.fetch_add(1, Relaxed);
        self.value.load(Relaxed)
    }

    pub fn get(&self) -> u64 {
        self.value.load(Relaxed)
    }

    pub fn reset(&self) -> u64 {
        self.value.swap(0, Relaxed)
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
