//@ title: Relaxed under the lock
//@ idea: "I hold the lock, so the ordering of the store does not matter."
//@ test: who_looks_sees_it_whole
//@ test: who_comes_second_sees_it_whole
//@ kind: data_race
//@ says: There is no happens-before from the writing of the value
//@ says: store(Relaxed)

use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// It matters to those who read `ready` without the lock, and they are nearly all.
pub struct InitOnce<T> {
    value: UnsafeCell<Option<T>>,
    ready: AtomicBool,
    building: Mutex<()>,
}

// SAFETY: that nobody reads while the value is written is up to the methods.
unsafe impl<T: Send + Sync> Sync for InitOnce<T> {}

impl<T> InitOnce<T> {
    pub const fn new() -> Self {
        InitOnce {
            value: UnsafeCell::new(None),
            ready: AtomicBool::new(false),
            building: Mutex::new(()),
        }
    }

    pub fn get(&self) -> Option<&T> {
        if self.ready.load(Ordering::Acquire) {
            // SAFETY: `ready` was seen.
            unsafe { (*self.value.get()).as_ref() }
        } else {
            None
        }
    }

    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let building = self.building.lock().unwrap();
        if !self.ready.load(Ordering::Relaxed) {
            let value = build();
            // SAFETY: this thread has the lock.
            unsafe { *self.value.get() = Some(value) };
            self.ready.store(true, Ordering::Relaxed);
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
