//@ title: Ready, before it is
//@ idea: "Nobody can look while I have the lock."
//@ test: who_looks_sees_it_whole
//@ test: who_comes_second_sees_it_whole
//@ kind: data_race
//@ says: There is no happens-before from the writing of the value

use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// The fast path looks, lock or no lock.
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
            self.ready.store(true, Ordering::Release);
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
