//@ title: First the left, then the right
//@ idea: "Everybody does the same, so there is an order."
//@ test: two_at_a_table_for_two
//@ test: three_at_a_table_for_three_all_eat
//@ kind: deadlock
//@ says: the ring is closed

use std::sync::Mutex;

/// "Left first" is not an order of the forks: for each fork it says another thing.
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
        let _right = self.forks[right].lock().unwrap();
        eat()
    }
}
