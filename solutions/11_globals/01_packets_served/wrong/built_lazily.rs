//@ title: A LazyLock because new is not const
//@ idea: "`const fn` is for constants. A global that changes needs a `LazyLock`."
//@ kind: compile
//@ says: E0015

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// This one works. But nobody else can have a counter in a plain `static`, and every use asks whether it is built.
pub static PACKETS_SERVED: LazyLock<Counter> = LazyLock::new(Counter::new);

pub struct Counter {
    value: AtomicU64,
}

impl Counter {
    pub fn new() -> Self {
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
