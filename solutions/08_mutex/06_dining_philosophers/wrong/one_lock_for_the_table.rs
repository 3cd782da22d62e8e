//@ title: One lock for the table
//@ idea: "With one lock there can be no deadlock, so all is well."
//@ test: those_who_are_no_neighbours_eat_at_the_same_time
//@ kind: deadlock
//@ says: one lock for the whole table

use std::sync::Mutex;

/// No deadlock, and no neighbours at once. But one philosopher eats at a time.
pub struct Table {
    table: Mutex<()>,
}

impl Table {
    pub fn new(_seats: usize) -> Self {
        Table {
            table: Mutex::new(()),
        }
    }

    pub fn dine<R>(&self, _seat: usize, eat: impl FnOnce() -> R) -> R {
        let _table = self.table.lock().unwrap();
        eat()
    }
}
