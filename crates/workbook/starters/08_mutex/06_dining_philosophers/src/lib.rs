//! Philosophers who share forks with their neighbours.
//!
//! Let all of them eat, and as many at the same time as can. The statement is in README.md.

use std::sync::Mutex;

/// A round table: fork `n` lies between the seats `n - 1` and `n`.
pub struct Table {
    forks: Vec<Mutex<()>>,
}

impl Table {
    /// A table with so many seats, at least two, and as many forks.
    pub fn new(seats: usize) -> Self {
        assert!(seats >= 2, "one fork is not enough to eat with");
        Table {
            forks: (0..seats).map(|_| Mutex::new(())).collect(),
        }
    }

    /// Has the philosopher in this seat pick up both forks, `eat`, and put them back.
    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        // TODO: and if all of them have picked up the left fork?
        let _left = self.forks[seat].lock().unwrap();
        let _right = self.forks[(seat + 1) % self.forks.len()].lock().unwrap();
        eat()
    }
}
