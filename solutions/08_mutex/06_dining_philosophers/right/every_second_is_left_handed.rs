//@ title: Every second philosopher begins on the right, and a fork is a flag

//! Philosophers who share forks with their neighbours.

use std::sync::{Condvar, Mutex};

/// A round table: fork `n` lies between the seats `n - 1` and `n`.
pub struct Table {
    forks: Vec<Fork>,
}

#[derive(Default)]
struct Fork {
    is_taken: Mutex<bool>,
    put_back: Condvar,
}

impl Fork {
    fn pick_up(&self) {
        let is_taken = self.is_taken.lock().unwrap();
        *self.put_back.wait_while(is_taken, |it| *it).unwrap() = true;
    }

    fn put_back(&self) {
        *self.is_taken.lock().unwrap() = false;
        self.put_back.notify_one();
    }
}

impl Table {
    /// A table with so many seats, at least two, and as many forks.
    pub fn new(seats: usize) -> Self {
        assert!(seats >= 2, "one fork is not enough to eat with");
        Table {
            forks: (0..seats).map(|_| Fork::default()).collect(),
        }
    }

    /// Has the philosopher in this seat pick up both forks, `eat`, and put them back.
    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        let mut forks = [seat, (seat + 1) % self.forks.len()];
        // A ring is closed when each holds one fork and waits for that of the next. Then all must
        // have begun on the same side, and a table has both kinds of philosopher.
        if seat % 2 == 1 {
            forks.reverse();
        }
        forks.iter().for_each(|&it| self.forks[it].pick_up());
        let answer = eat();
        forks.iter().for_each(|&it| self.forks[it].put_back());
        answer
    }
}
