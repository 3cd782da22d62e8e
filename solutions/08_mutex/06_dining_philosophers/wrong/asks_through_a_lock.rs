//@ title: Asking through a lock
//@ idea: "Each look is under the lock, so it is no spinning."
//@ test: who_waits_is_asleep
//@ kind: assert
//@ says: again and again

use std::sync::Mutex;
use std::thread;

/// Look and act are one step, and the forks are safe. But who is hungry looks, and looks, and looks.
pub struct Table {
    eating: Mutex<Vec<bool>>,
}

impl Table {
    pub fn new(seats: usize) -> Self {
        Table {
            eating: Mutex::new(vec![false; seats]),
        }
    }

    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        loop {
            let mut eating = self.eating.lock().unwrap();
            let seats = eating.len();
            if !eating[(seat + 1) % seats] && !eating[(seat + seats - 1) % seats] {
                eating[seat] = true;
                break;
            }
            drop(eating);
            thread::yield_now();
        }
        let result = eat();
        self.eating.lock().unwrap()[seat] = false;
        result
    }
}
