//@ title: No thread at all
//@ idea: "The count is right, and that is what is asked."
//@ test: all_calls_are_in_progress_at_the_same_time
//@ kind: deadlock
//@ says: one thread make all the calls

use std::sync::Mutex;

/// Counts up from zero.
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
        std::mem::take(&mut *self.value.lock().unwrap())
    }
}

/// One thread makes all the calls, one after the other.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let counter = Counter::new();
    for _ in 0..workers {
        work();
        counter.increment();
    }
    counter.get()
}
