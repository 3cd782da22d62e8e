//@ title: Forks of relaxed atomics
//@ idea: "A flag that only one can set is a lock."
//@ test: what_a_philosopher_did_is_there_for_the_neighbour
//@ kind: data_race
//@ says: a relaxed

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};

/// One at a time has the fork. But nothing says that the next one sees what was done with it.
pub struct Table {
    taken: Vec<AtomicBool>,
}

impl Table {
    pub fn new(seats: usize) -> Self {
        Table {
            taken: (0..seats).map(|_| AtomicBool::new(false)).collect(),
        }
    }

    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        let (left, right) = (seat, (seat + 1) % self.taken.len());
        for fork in [left.min(right), left.max(right)] {
            // ORDERING: this is the mistake.
            while self.taken[fork].swap(true, Ordering::Relaxed) {
                hint::spin_loop();
            }
        }
        let result = eat();
        self.taken[left].store(false, Ordering::Relaxed);
        self.taken[right].store(false, Ordering::Relaxed);
        result
    }
}
