//@ title: The threads are never joined
//@ idea: "When the threads are started, the work is as good as done."
//@ test: every_call_is_counted
//@ kind: panic
//@ says: return when both calls have returned

use std::sync::{Arc, Mutex};
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

/// Reads the counter while the threads are still at work.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let counter = Arc::new(Counter::new());
    let work = Arc::new(work);
    for _ in 0..workers {
        let (counter, work) = (Arc::clone(&counter), Arc::clone(&work));
        thread::spawn(move || {
            work();
            counter.increment();
        });
    }
    counter.get()
}
