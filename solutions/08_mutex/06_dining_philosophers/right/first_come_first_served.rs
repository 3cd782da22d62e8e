//@ title: A queue of the hungry

//! Philosophers who share forks with their neighbours.

use std::sync::{Condvar, Mutex};

/// A round table, and the order in which philosophers became hungry.
pub struct Table {
    seats: usize,
    queue: Mutex<Queue>,
    shorter: Condvar,
}

#[derive(Default)]
struct Queue {
    /// Numbers and seats of those who wait or eat, in the order in which they came.
    guests: Vec<(u64, usize)>,
    came: u64,
}

impl Table {
    /// A table with so many seats, at least two, and as many forks.
    pub fn new(seats: usize) -> Self {
        assert!(seats >= 2, "one fork is not enough to eat with");
        Table {
            seats,
            queue: Mutex::default(),
            shorter: Condvar::new(),
        }
    }

    /// Whether the two need the same fork.
    fn share(&self, one: usize, other: usize) -> bool {
        let apart = one.abs_diff(other);
        apart <= 1 || apart == self.seats - 1
    }

    /// Has the philosopher in this seat pick up both forks, `eat`, and put them back.
    pub fn dine<R>(&self, seat: usize, eat: impl FnOnce() -> R) -> R {
        let mut queue = self.queue.lock().unwrap();
        let me = queue.came;
        queue.came += 1;
        queue.guests.push((me, seat));
        // Everybody waits only for those who came before, so there is no ring, and nobody is
        // overtaken again and again.
        let has_to_wait = |queue: &mut Queue| {
            let mut before = queue.guests.iter().take_while(|(number, _)| *number != me);
            before.any(|(_, other)| self.share(*other, seat))
        };
        drop(self.shorter.wait_while(queue, has_to_wait).unwrap());

        let answer = eat();

        let mut queue = self.queue.lock().unwrap();
        queue.guests.retain(|(number, _)| *number != me);
        drop(queue);
        self.shorter.notify_all();
        answer
    }
}
