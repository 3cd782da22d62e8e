//@ title: A lock held across a join
//@ idea: "I lock first, so that nobody disturbs the counting."
//@ test: every_call_is_counted
//@ kind: deadlock
//@ says: while it holds the lock that the others need

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

/// The caller waits for the workers, and the workers wait for the caller's lock.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let counter = Arc::new(Counter::new());
    let work = Arc::new(work);
    let count = counter.value.lock().unwrap();
    let threads: Vec<_> = (0..workers)
        .map(|_| {
            let (counter, work) = (Arc::clone(&counter), Arc::clone(&work));
            thread::spawn(move || {
                work();
                counter.increment();
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    *count
}
