//@ title: Named threads, and a caller that is parked until all are counted

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
        // ORDERING: Release pairs with the Acquire in `get`: who sees the count sees what was done
        // before it was counted.
        self.value.fetch_add(1, Ordering::Release);
    }

    /// How many increments there were since the counter was last at zero.
    pub fn get(&self) -> u64 {
        self.value.load(Ordering::Acquire)
    }

    /// Puts the counter back to zero, and returns how many increments it had counted.
    pub fn take(&self) -> u64 {
        self.value.swap(0, Ordering::AcqRel)
    }
}

/// Calls `work` once on each of `workers` new threads, all at the same time, and counts the calls
/// that have returned. Returns the count when all have returned.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let shared = Arc::new((work, Counter::new()));
    let caller = thread::current();
    for n in 0..workers {
        let shared = Arc::clone(&shared);
        let caller = caller.clone();
        let call = move || {
            let (work, counter) = &*shared;
            work();
            counter.increment();
            caller.unpark();
        };
        let worker = thread::Builder::new().name(format!("worker {n}"));
        worker.spawn(call).expect("a thread can be started");
    }
    // Each worker unparks the caller after it has counted, so the last count is never missed. A
    // token that is left over from an earlier one only means that the loop looks once more.
    while shared.1.get() < workers as u64 {
        thread::park();
    }
    shared.1.take()
}
