//@ title: One number for all counters
//@ idea: "There is one counter in this program, so the number can stand beside it."
//@ test: another_counter_counts_for_itself
//@ kind: panic
//@ says: Each counter must keep its own number

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub static PACKETS_SERVED: Counter = Counter::new();

static VALUE: AtomicU64 = AtomicU64::new(0);

/// The second counter of the program will count for the first one.
pub struct Counter;

impl Counter {
    pub const fn new() -> Self {
        Counter
    }

    pub fn count(&self) -> u64 {
        VALUE.fetch_add(1, Relaxed) + 1
    }

    pub fn get(&self) -> u64 {
        VALUE.load(Relaxed)
    }

    pub fn reset(&self) -> u64 {
        VALUE.swap(0, Relaxed)
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
