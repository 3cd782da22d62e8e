//! Philosophers who share forks with their neighbours.

use std::sync::Mutex;

/// A round table: fork `n` lies between the seats `n - 1` and `n`.
pub struct Table {
    // A fork is nothing but a lock: there is no data in it. Holding the guard is holding the fork.
    // A lock for each, so that philosophers meet only where they share one.
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
        let (left, right) = (seat, (seat + 1) % self.forks.len());
        // Lower number first. For all but the last philosopher, that is the left fork; for the last
        // one it is the right one, fork 0. In a ring of waiting, each would hold a fork and wait
        // for one with a higher number, all the way round, and that cannot be.
        let _first = self.forks[left.min(right)].lock().unwrap();
        let _second = self.forks[left.max(right)].lock().unwrap();
        // The guards have names, so they live until `eat` has returned.
        eat()
    }
}
