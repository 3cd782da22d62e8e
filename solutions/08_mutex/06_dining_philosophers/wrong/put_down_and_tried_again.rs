//@ title: Put down, and tried again
//@ idea: "If the second fork is taken, I put the first one down and try again: no ring can close."
//@ test: who_waits_is_asleep
//@ kind: assert
//@ says: again and again

use std::sync::Mutex;
use std::thread;

/// Nobody waits with a fork in hand. But they all can pick up and put down at the same time, for as long as they like, and who
/// waits for a neighbour that eats long does nothing else.
pub struct Table {
    forks: Vec<Mutex<()>>,
}

impl Table {
    pub fn new(seats: usize) -> Self {
        Table {
            forks: (0..seats).map(|_| Mutex::new(())).collect(),
        }
    }

    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        loop {
            let left = self.forks[seat].lock().unwrap();
            if let Ok(_right) = self.forks[(seat + 1) % self.forks.len()].try_lock() {
                return eat();
            }
            drop(left);
            thread::yield_now();
        }
    }
}
