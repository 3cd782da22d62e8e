//@ title: Two atomics, for less waiting between processors

//! A counter that several threads share.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

const STRIPES: usize = 2;

/// Counts up from zero. What it has counted is the sum of its stripes.
#[derive(Default)]
pub struct Counter {
    stripes: [AtomicU64; STRIPES],
}

impl Counter {
    /// A counter at zero.
    pub const fn new() -> Self {
        Counter {
            stripes: [const { AtomicU64::new(0) }; STRIPES],
        }
    }

    /// Adds one. Many threads may call this at the same time.
    pub fn increment(&self) {
        // Any stripe is right. That a thread always takes the same one is only for speed.
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(thread::current().id());
        // ORDERING: Relaxed: each increment is in one stripe, and `swap` takes it out of there once.
        self.stripes[hash as usize % STRIPES].fetch_add(1, Ordering::Relaxed);
    }

    /// How many increments there were since the counter was last at zero.
    pub fn get(&self) -> u64 {
        let loaded = self.stripes.iter().map(|it| it.load(Ordering::Relaxed));
        loaded.sum()
    }

    /// Puts the counter back to zero, and returns how many increments it had counted.
    pub fn take(&self) -> u64 {
        let taken = self.stripes.iter().map(|it| it.swap(0, Ordering::Relaxed));
        taken.sum()
    }
}

/// Calls `work` once on each of `workers` new threads, all at the same time, and counts the calls
/// that have returned. Returns the count when all have returned.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let counter = Counter::new();
    thread::scope(|scope| {
        let call = || {
            work();
            counter.increment();
        };
        (0..workers).for_each(|_| drop(scope.spawn(call)));
    });
    counter.get()
}
