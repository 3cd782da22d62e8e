//@ title: One fork is enough
//@ idea: "With only one lock, there is no deadlock."
//@ test: neighbours_do_not_eat_at_the_same_time
//@ test: three_at_a_table_for_three_all_eat
//@ kind: panic
//@ says: one fork was used by two

use std::sync::Mutex;

/// No deadlock, and nobody is kept out by anybody.
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
        let _left = self.forks[seat].lock().unwrap();
        eat()
    }
}
