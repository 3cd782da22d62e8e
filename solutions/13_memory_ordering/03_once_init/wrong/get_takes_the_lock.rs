//@ title: `get` takes the lock too
//@ idea: "Who wants to be sure has to take the lock."
//@ test: get_does_not_wait_for_the_builder
//@ kind: deadlock
//@ says: and must say `None` then

use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// `get` now waits for as long as `build` takes, and for ever if it is `build` that calls it.
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
        let _building = self.building.lock().unwrap();
        // SAFETY: this thread has the lock.
        unsafe { (*self.value.get()).as_ref() }
    }

    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        let building = self.building.lock().unwrap();
        if !self.ready.load(Ordering::Relaxed) {
            let value = build();
            // SAFETY: this thread has the lock.
            unsafe { *self.value.get() = Some(value) };
            self.ready.store(true, Ordering::Release);
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
