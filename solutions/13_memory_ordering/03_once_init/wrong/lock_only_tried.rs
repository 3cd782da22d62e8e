//@ title: Whoever cannot have the lock takes what is there
//@ idea: "Somebody else has the lock, so the value is there."
//@ test: who_comes_second_sees_it_whole
//@ kind: panic
//@ says: It has to wait until the value is built

use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicPtr, Ordering};

/// Somebody else has the lock because it is *being* built.
pub struct InitOnce<T> {
    value: AtomicPtr<T>,
    building: Mutex<()>,
}

// SAFETY: that nobody reads while the value is written is up to the methods.
unsafe impl<T: Send + Sync> Sync for InitOnce<T> {}

impl<T> InitOnce<T> {
    pub const fn new() -> Self {
        InitOnce {
            value: AtomicPtr::new(ptr::null_mut()),
            building: Mutex::new(()),
        }
    }

    pub fn get(&self) -> Option<&T> {
        // SAFETY: null, or a box that lives as long as `self`.
        unsafe { self.value.load(Ordering::Acquire).as_ref() }
    }

    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let Ok(_building) = self.building.try_lock() else {
            return self.get().unwrap();
        };
        let mut value = self.value.load(Ordering::Relaxed);
        if value.is_null() {
            value = Box::into_raw(Box::new(build()));
            self.value.store(value, Ordering::Release);
        }
        // SAFETY: a box that lives as long as `self`.
        unsafe { &*value }
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Drop for InitOnce<T> {
    fn drop(&mut self) {
        let value = *self.value.get_mut();
        if !value.is_null() {
            // SAFETY: it was made of a box, and nobody is left who uses it.
            drop(unsafe { Box::from_raw(value) });
        }
    }
}
