//@ title: A channel says when a call has returned

//! A counter that several threads share.

use std::sync::{Arc, RwLock, mpsc};
use std::thread;

/// Counts up from zero.
#[derive(Default)]
pub struct Counter {
    value: RwLock<u64>,
}

impl Counter {
    /// A counter at zero.
    pub const fn new() -> Self {
        Counter {
            value: RwLock::new(0),
        }
    }

    /// Adds one. Many threads may call this at the same time.
    pub fn increment(&self) {
        let mut value = self.value.write().unwrap();
        *value += 1;
    }

    /// How many increments there were since the counter was last at zero.
    pub fn get(&self) -> u64 {
        *self.value.read().unwrap()
    }

    /// Puts the counter back to zero, and returns how many increments it had counted.
    pub fn take(&self) -> u64 {
        let mut value = self.value.write().unwrap();
        let taken = *value;
        *value = 0;
        taken
    }
}

/// Calls `work` once on each of `workers` new threads, all at the same time, and counts the calls
/// that have returned. Returns the count when all have returned.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let (done, reports) = mpsc::channel();
    for _ in 0..workers {
        let (work, done) = (Arc::clone(&work), done.clone());
        thread::spawn(move || {
            work();
            // Nobody joins this thread. The report is what says that the call has returned.
            done.send(()).unwrap();
        });
    }
    // The reports end when the last sender is gone, so this one must not be kept.
    drop(done);
    let counter = Counter::new();
    reports.iter().for_each(|()| counter.increment());
    counter.take()
}
