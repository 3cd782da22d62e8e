//@ title: `get` waits
//@ idea: "There is no value before it is published, so `get` has to wait."
//@ test: nothing_is_there_before_it_is_published
//@ kind: livelock
//@ says: Does `get` wait

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};

/// `wait` waits. Who calls `get` has something else to do while there is no value.
pub struct Published<T> {
    value: UnsafeCell<Option<T>>,
    ready: AtomicBool,
}

// SAFETY: that nobody reads while the value is written is up to the flag.
unsafe impl<T: Send + Sync> Sync for Published<T> {}

impl<T> Published<T> {
    pub const fn new() -> Self {
        Published {
            value: UnsafeCell::new(None),
            ready: AtomicBool::new(false),
        }
    }

    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        // SAFETY: there is one writer, and nobody reads before `ready` is set.
        unsafe { *self.value.get() = Some(value) };
        self.ready.store(true, Ordering::Release);
    }

    pub fn get(&self) -> Option<&T> {
        while !self.ready.load(Ordering::Acquire) {
            hint::spin_loop();
        }
        // SAFETY: `ready` was seen.
        unsafe { (*self.value.get()).as_ref() }
    }

    pub fn wait(&self) -> &T {
        self.get().expect("published")
    }
}

impl<T> Default for Published<T> {
    fn default() -> Self {
        Self::new()
    }
}
