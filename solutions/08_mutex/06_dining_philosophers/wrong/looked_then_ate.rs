//@ title: Look, then eat
//@ idea: "If neither neighbour is eating, I can."
//@ test: neighbours_do_not_eat_at_the_same_time
//@ kind: panic
//@ says: one fork was used by two

use std::sync::Mutex;
use std::thread;

/// Check, unlock, lock, act: two neighbours look at the same time, and neither is eating yet.
pub struct Table {
    eating: Vec<Mutex<bool>>,
}

impl Table {
    pub fn new(seats: usize) -> Self {
        Table {
            eating: (0..seats).map(|_| Mutex::new(false)).collect(),
        }
    }

    fn is_eating(&self, seat: usize) -> bool {
        *self.eating[seat % self.eating.len()].lock().unwrap()
    }

    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        while self.is_eating(seat + 1) || self.is_eating(seat + self.eating.len() - 1) {
            thread::yield_now();
        }
        *self.eating[seat].lock().unwrap() = true;
        let result = eat();
        *self.eating[seat].lock().unwrap() = false;
        result
    }
}
