//@ title: Relaxed, because a pointer is one word
//@ idea: "The reader gets the address from the load: what it points to must be there before."
//@ test: what_the_writer_did_before_is_seen_too
//@ kind: panic
//@ says: there is no happens-before from `publish`
//@ says: With Release there and Acquire here it would

use std::hint;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// The address arrives, and what it points to need not have. That a read depends on a load orders nothing
/// in Rust. (The value itself is on the heap now, and not in an `UnsafeCell`, so the checker does not watch
/// it. It is shown by what else the writer did before.)
pub struct Published<T> {
    value: AtomicPtr<T>,
}

// SAFETY: that nobody reads while the value is written is up to the flag.
unsafe impl<T: Send + Sync> Sync for Published<T> {}

impl<T> Published<T> {
    pub const fn new() -> Self {
        Published {
            value: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        self.value
            .store(Box::into_raw(Box::new(value)), Ordering::Relaxed);
    }

    pub fn get(&self) -> Option<&T> {
        // SAFETY: null, or a box that lives as long as `self`.
        unsafe { self.value.load(Ordering::Relaxed).as_ref() }
    }

    pub fn wait(&self) -> &T {
        loop {
            if let Some(value) = self.get() {
                return value;
            }
            hint::spin_loop();
        }
    }
}

impl<T> Default for Published<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Drop for Published<T> {
    fn drop(&mut self) {
        let value = *self.value.get_mut();
        if !value.is_null() {
            // SAFETY: `publish` made it of a box, and nobody is left who uses it.
            drop(unsafe { Box::from_raw(value) });
        }
    }
}
