//@ title: The work is done under the lock
//@ idea: "The more is under the lock, the safer."
//@ test: all_calls_are_in_progress_at_the_same_time
//@ kind: deadlock
//@ says: is `work` called under a lock

use std::sync::Mutex;
use std::thread;

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

/// All threads run, and all but one wait for the lock: the calls take turns.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let counter = Counter::new();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut count = counter.value.lock().unwrap();
                work();
                *count += 1;
            });
        }
    });
    counter.get()
}
