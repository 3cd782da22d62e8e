//@ title: One seat always stays free

//! Philosophers who share forks with their neighbours.

use std::sync::{Condvar, Mutex};

/// A round table: fork `n` lies between the seats `n - 1` and `n`.
pub struct Table {
    forks: Box<[Mutex<()>]>,
    footman: Footman,
}

/// Counts the chairs that are left. With one philosopher fewer than forks, the ring cannot close:
/// somebody has both forks.
struct Footman {
    chairs: Mutex<usize>,
    left: Condvar,
}

/// A place at the table, until it is dropped.
struct Chair<'a>(&'a Footman);

impl Footman {
    fn chair(&self) -> Chair<'_> {
        let mut chairs = self.chairs.lock().unwrap();
        while *chairs == 0 {
            chairs = self.left.wait(chairs).unwrap();
        }
        *chairs -= 1;
        Chair(self)
    }
}

impl Drop for Chair<'_> {
    fn drop(&mut self) {
        *self.0.chairs.lock().unwrap() += 1;
        // One chair, one of those who wait: any of them can have it.
        self.0.left.notify_one();
    }
}

impl Table {
    /// A table with so many seats, at least two, and as many forks.
    pub fn new(seats: usize) -> Self {
        assert!(seats >= 2, "one fork is not enough to eat with");
        Table {
            forks: (0..seats).map(|_| Mutex::new(())).collect(),
            footman: Footman {
                chairs: Mutex::new(seats - 1),
                left: Condvar::new(),
            },
        }
    }

    /// Has the philosopher in this seat pick up both forks, `eat`, and put them back.
    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        // What is declared last is dropped first: the chair is given back after the forks.
        let _chair = self.footman.chair();
        let _left = self.forks[seat].lock().unwrap();
        let _right = self.forks[(seat + 1) % self.forks.len()].lock().unwrap();
        eat()
    }
}
