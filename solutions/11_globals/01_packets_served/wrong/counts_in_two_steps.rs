//@ title: Every access is atomic
//@ idea: "It is atomic and SeqCst, so it is safe."
//@ test: packets_of_all_threads_count
//@ test: no_two_packets_have_the_same_number
//@ kind: panic
//@ says: an update was lost

use std::sync::atomic::{
    AtomicU64,
    Ordering::{Relaxed, SeqCst},
};

pub static PACKETS_SERVED: Counter = Counter::new();

/// Each of the two accesses is one step. The two of them are not.
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
        let number = self.value.load(SeqCst) + 1;
        self.value.store(number, SeqCst);
        number
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
