//@ title: The caller works, too
//@ idea: "The thread that called would only wait, so it can do a part of the work."
//@ test: each_call_has_a_new_thread
//@ kind: panic
//@ says: each call has a new thread

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

/// As fast, and with one thread less. But `work` was promised a thread of its own.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let counter = Counter::new();
    let count_one = || {
        work();
        counter.increment();
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(count_one);
        }
        if workers > 0 {
            count_one();
        }
    });
    counter.get()
}
