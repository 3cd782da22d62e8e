//@ title: The lock, every time
//@ idea: "One check under the lock is enough, and always right."
//@ test: who_finds_it_built_disturbs_nobody
//@ kind: assert
//@ says: Does every call take the lock

use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Right, and no double check: all who only want to read line up at the lock, for ever.
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
