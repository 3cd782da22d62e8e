//@ title: Joined inside the spawning loop
//@ idea: "Every thread that is spawned must be joined, so I do both in the loop."
//@ test: all_calls_are_in_progress_at_the_same_time
//@ kind: deadlock
//@ says: is a thread joined before the next one is spawned

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

/// As many threads as workers, but never two at once.
pub fn count_calls<F>(workers: usize, work: F) -> u64
where
    F: Fn() + Send + Sync + 'static,
{
    let counter = Arc::new(Counter::new());
    let work = Arc::new(work);
    for _ in 0..workers {
        let (counter, work) = (Arc::clone(&counter), Arc::clone(&work));
        let thread = thread::spawn(move || {
            work();
            counter.increment();
        });
        thread.join().unwrap();
    }
    counter.get()
}
