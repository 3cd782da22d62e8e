//@ title: The forks are put down at once
//@ idea: "I have locked both, so I may eat."
//@ test: neighbours_do_not_eat_at_the_same_time
//@ kind: panic
//@ says: one fork was used by two

use std::sync::Mutex;

/// A guard with no name is dropped at the semicolon.
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
        let (left, right) = (seat, (seat + 1) % self.forks.len());
        drop(self.forks[left.min(right)].lock().unwrap());
        drop(self.forks[left.max(right)].lock().unwrap());
        eat()
    }
}
