//@ title: A const instead of a static
//@ idea: "A global that is never assigned to is a `const`."
//@ test: there_is_one_counter_for_all_threads
//@ test: packets_of_all_threads_count
//@ kind: panic
//@ says: Does each use of the name

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub const PACKETS_SERVED: Counter = Counter::new();

/// A `const` is not a place. Each use of its name is a new counter at zero.
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
        self.value.fetch_add(1, Relaxed) + 1
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
