//@ title: Nobody tells the neighbours
//@ idea: "Whoever waits will notice that the forks are free."
//@ test: two_at_a_table_for_two
//@ test: neighbours_do_not_eat_at_the_same_time
//@ kind: deadlock
//@ says: waits for a fork, or for your own locks

use std::sync::{Condvar, Mutex};

/// Those who wait sleep until they are told, and nobody tells them.
pub struct Table {
    eating: Mutex<Vec<bool>>,
    changed: Condvar,
}

impl Table {
    pub fn new(seats: usize) -> Self {
        Table {
            eating: Mutex::new(vec![false; seats]),
            changed: Condvar::new(),
        }
    }

    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        let mut eating = self
            .changed
            .wait_while(self.eating.lock().unwrap(), |eating| {
                let seats = eating.len();
                eating[(seat + 1) % seats] || eating[(seat + seats - 1) % seats]
            })
            .unwrap();
        eating[seat] = true;
        drop(eating);
        let result = eat();
        self.eating.lock().unwrap()[seat] = false;
        result
    }
}
