//@ title: A relaxed atomic, and handles that are joined

//! A counter that several threads share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Counts up from zero.
#[derive(Default)]
pub struct Counter {
    value: AtomicU64,
}

impl Counter {
    /// A counter at zero.
    pub const fn new() -> Self {
        Counter {
            value: AtomicU64::new(0),
        }
    }

    /// Adds one. Many threads may call this at the same time.
    pub fn increment(&self) {
        // ORDERING: Relaxed, here and below. A read-modify-write always follows the latest value,
        // and nobody concludes from the number what is in other memory.
        self.value.fetch_add(1, Ordering::Relaxed);
    }

    /// How many increments there were since the counter was last at zero.
    pub fn get(&self) -> u64 {
        self.value.load(Ordering::Relaxed)
    }

    /// Puts the counter back to zero, and returns how many increments it had counted.
    pub fn take(&self) -> u64 {
        self.value.swap(0, Ordering::Relaxed)
    }
}

/// Calls `work` once on each of `workers` new threads, all at the same time, and counts the calls
/// that have returned. Returns the count when all have returned.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let shared = Arc::new((work, Counter::new()));
    // `collect` starts all the threads. A lazy chain would start each one when the last is joined.
    let handles: Vec<_> = (0..workers)
        .map(|_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let (work, counter) = &*shared;
                work();
                counter.increment();
            })
        })
        .collect();
    // ORDERING: `join` synchronizes with the end of the thread, so its increment is seen.
    handles.into_iter().for_each(|it| it.join().unwrap());
    shared.1.get()
}
