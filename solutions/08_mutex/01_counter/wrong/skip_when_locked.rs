//@ title: Busy, so skip it
//@ idea: "If the lock is taken, somebody is counting already."
//@ test: every_increment_counts
//@ kind: panic
//@ says: an update was lost

use std::sync::Mutex;
use std::thread;

/// `try_lock` never waits, and an increment that finds the lock taken is dropped. Right on most
/// runs: the lock is seldom taken.
pub struct Counter {
    value: Mutex<u64>,
}

impl Counter {
    pub const fn new() -> Self {
        Counter {
            value: Mutex::new(0),
        }
    }

    pub fn increment(&self) {
        if let Ok(mut value) = self.value.try_lock() {
            *value += 1;
        }
    }

    pub fn get(&self) -> u64 {
        *self.value.lock().unwrap()
    }

    pub fn take(&self) -> u64 {
        std::mem::take(&mut *self.value.lock().unwrap())
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
