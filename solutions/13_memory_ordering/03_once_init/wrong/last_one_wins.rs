//@ title: The last one wins
//@ idea: "Two that build the same value may both store it."
//@ test: two_threads_build_it_once
//@ test: every_value_that_was_made_is_dropped
//@ kind: panic
//@ says: built twice

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// A plain store replaces what the other thread has published and may be reading. The replaced value is leaked
/// (to drop it would be worse).
pub struct InitOnce<T> {
    value: AtomicPtr<T>,
}

// SAFETY: that nobody reads while the value is written is up to the methods.
unsafe impl<T: Send + Sync> Sync for InitOnce<T> {}

impl<T> InitOnce<T> {
    pub const fn new() -> Self {
        InitOnce {
            value: AtomicPtr::new(ptr::null_mut()),
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
        let mine = Box::into_raw(Box::new(build()));
        self.value.store(mine, Ordering::Release);
        // SAFETY: a box that is never dropped before `self`.
        unsafe { &*mine }
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
