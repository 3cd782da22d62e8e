//@ title: The lock that is held already
//@ idea: "It will do."
//@ test: no_increment_is_lost
//@ kind: deadlock
//@ says: lock

use std::sync::Mutex;

#[derive(Default)]
pub struct Tally {
    value: Mutex<u64>,
}

impl Tally {
    pub fn add(&self) {
        let mut value = self.value.lock().unwrap();
        *value = self.get() + 1;
    }

    pub fn get(&self) -> u64 {
        *self.value.lock().unwrap()
    }
}
