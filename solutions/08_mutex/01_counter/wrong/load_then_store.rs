//@ title: Load, then store, is two steps
//@ idea: "An atomic makes whatever I do with it atomic."
//@ test: every_increment_counts
//@ test: three_threads_lose_nothing_either
//@ kind: panic
//@ says: an update was lost

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Each of the two operations is indivisible; the pair is not.
pub struct Counter {
    value: AtomicU64,
}

impl Counter {
    pub const fn new() -> Self {
        Counter {
            value: AtomicU64::new(0),
        }
    }

    pub fn increment(&self) {
        let seen = self.value.load(Ordering::SeqCst);
        self.value.store(seen + 1, Ordering::SeqCst);
    }

    pub fn get(&self) -> u64 {
        self.value.load(Ordering::SeqCst)
    }

    pub fn take(&self) -> u64 {
        self.value.swap(0, Ordering::SeqCst)
    }
}

pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let counter = Counter::new();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                work();
                counter.increment();
            });
        }
    });
    counter.get()
}
