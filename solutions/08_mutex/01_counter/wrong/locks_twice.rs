//@ title: The same lock, twice
//@ idea: "A method that I call from a method can lock again; it is the same thread."
//@ test: a_counter_counts_from_zero
//@ kind: deadlock
//@ says: lock a second time

use std::sync::Mutex;
use std::thread;

/// A `Mutex` does not know that the thread that asks is the one that holds it.
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
        let mut value = self.value.lock().unwrap();
        let taken = self.get();
        *value = 0;
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
