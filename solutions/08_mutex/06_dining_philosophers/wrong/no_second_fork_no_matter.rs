//@ title: If the second fork is taken, eat with one
//@ idea: "`try_lock` does not wait, so no ring can close."
//@ test: three_at_a_table_for_three_all_eat
//@ kind: panic
//@ says: one fork was used by two

use std::sync::Mutex;

/// Nobody waits for ever, and the forks protect nothing.
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
        let _left = self.forks[left].lock().unwrap();
        let _right = self.forks[right].try_lock();
        eat()
    }
}
