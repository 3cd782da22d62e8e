//@ title: No synchronization
//@ idea: "It will do."
//@ test: no_increment_is_lost
//@ kind: data_race
//@ says: race

use std::cell::UnsafeCell;

#[derive(Default)]
pub struct Tally {
    value: UnsafeCell<u64>,
}

unsafe impl Sync for Tally {}

impl Tally {
    pub fn add(&self) {
        unsafe { *self.value.get() += 1 }
    }

    pub fn get(&self) -> u64 {
        unsafe { *self.value.get() }
    }
}
