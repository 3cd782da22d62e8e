//@ title: Check, unlock, lock, act
//@ idea: "Every access is locked, so everything is safe."
//@ test: take_misses_no_increment
//@ kind: panic
//@ says: came between reading and resetting

use std::sync::Mutex;
use std::thread;

/// `take` looks under one lock and resets under another; between them the counter belongs to
/// anyone.
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
        *self.value.lock().unwrap() += 1;
    }

    pub fn get(&self) -> u64 {
        *self.value.lock().unwrap()
    }

    pub fn take(&self) -> u64 {
        let taken = self.get();
        if taken > 0 {
            *self.value.lock().unwrap() = 0;
        }
        taken
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
