//@ title: The Option is the flag
//@ idea: "Some or None: that is all that the fast path has to look at."
//@ test: who_looks_sees_it_whole
//@ test: who_comes_second_sees_it_whole
//@ kind: data_race
//@ says: There is no happens-before from the writing of the value

use std::cell::UnsafeCell;
use std::sync::Mutex;

/// The oldest form of the mistake: to look whether the value is there is to read the memory that the
/// builder writes.
pub struct InitOnce<T> {
    value: UnsafeCell<Option<T>>,
    building: Mutex<()>,
}

// SAFETY: that nobody reads while the value is written is up to the methods.
unsafe impl<T: Send + Sync> Sync for InitOnce<T> {}

impl<T> InitOnce<T> {
    pub const fn new() -> Self {
        InitOnce {
            value: UnsafeCell::new(None),
            building: Mutex::new(()),
        }
    }

    pub fn get(&self) -> Option<&T> {
        // SAFETY: it is `None`, or it has been written.
        unsafe { (*self.value.get()).as_ref() }
    }

    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let building = self.building.lock().unwrap();
        if self.get().is_none() {
            let value = build();
            // SAFETY: this thread has the lock.
            unsafe { *self.value.get() = Some(value) };
        }
        drop(building);
        // SAFETY: it is written by now.
        unsafe { (*self.value.get()).as_ref() }.expect("the value is built")
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}
