//@ title: Even seats, odd seats
//@ idea: "No two even seats are neighbours, and no two odd ones."
//@ test: those_who_are_no_neighbours_eat_at_the_same_time
//@ kind: deadlock
//@ says: for too many seats

use std::sync::{Condvar, Mutex};

/// Two groups that take turns, and the last of an odd number by itself. 0 and 3 are in different
/// groups, and they are no neighbours.
pub struct Table {
    // How many of each group are eating.
    eating: Mutex<[usize; 3]>,
    changed: Condvar,
    seats: usize,
}

impl Table {
    pub fn new(seats: usize) -> Self {
        Table {
            eating: Mutex::new([0; 3]),
            changed: Condvar::new(),
            seats,
        }
    }

    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        let is_last = seat + 1 == self.seats && seat % 2 == 0;
        let group = if is_last { 2 } else { seat % 2 };
        let mut eating = self
            .changed
            .wait_while(self.eating.lock().unwrap(), |eating| {
                (0..3).any(|other| other != group && eating[other] > 0)
            })
            .unwrap();
        eating[group] += 1;
        drop(eating);
        let result = eat();
        self.eating.lock().unwrap()[group] -= 1;
        self.changed.notify_all();
        result
    }
}
