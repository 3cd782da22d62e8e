//@ title: A lock for picking up
//@ idea: "If one picks up forks at a time, no ring can close."
//@ test: those_who_are_no_neighbours_eat_at_the_same_time
//@ kind: deadlock
//@ says: for too many seats

use std::sync::Mutex;

/// The lock for picking up is still held during the meal.
pub struct Table {
    picking_up: Mutex<()>,
    forks: Vec<Mutex<()>>,
}

impl Table {
    pub fn new(seats: usize) -> Self {
        Table {
            picking_up: Mutex::new(()),
            forks: (0..seats).map(|_| Mutex::new(())).collect(),
        }
    }

    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        let _picking_up = self.picking_up.lock().unwrap();
        let _left = self.forks[seat].lock().unwrap();
        let _right = self.forks[(seat + 1) % self.forks.len()].lock().unwrap();
        eat()
    }
}
