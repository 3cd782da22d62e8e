//@ title: The compiler wanted Sync, so it got it
//@ idea: "`unsafe impl Sync` is how one tells the compiler that it is fine."
//@ test: packets_of_all_threads_count
//@ test: a_reset_loses_no_packet
//@ kind: data_race
//@ says: A promise that a type is `Sync` does not make it so

use std::cell::UnsafeCell;

pub static PACKETS_SERVED: Counter = Counter::new();

/// What `static mut` comes to, with a nicer name.
pub struct Counter {
    value: UnsafeCell<u64>,
}

// SAFETY: there is none: nothing keeps two threads apart.
unsafe impl Sync for Counter {}

impl Counter {
    pub const fn new() -> Self {
        Counter {
            value: UnsafeCell::new(0),
        }
    }

    pub fn count(&self) -> u64 {
        // SAFETY: as above.
        unsafe {
            *self.value.get() += 1;
            *self.value.get()
        }
    }

    pub fn get(&self) -> u64 {
        // SAFETY: as above.
        unsafe { *self.value.get() }
    }

    pub fn reset(&self) -> u64 {
        // SAFETY: as above.
        unsafe { std::mem::take(&mut *self.value.get()) }
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
