//@ title: Relaxed, because a pointer is one word
//@ idea: "I get the address from the load: what it points to was there before."
//@ test: who_looks_sees_it_whole
//@ test: who_comes_second_sees_it_whole
//@ kind: panic
//@ says: half-built
//@ says: With Release there and Acquire here it would

use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicPtr, Ordering};

/// The address arrives, and what it points to need not have. That a read depends on a load orders nothing in
/// Rust.
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
        unsafe { self.value.load(Ordering::Relaxed).as_ref() }
    }

    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let _building = self.building.lock().unwrap();
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
