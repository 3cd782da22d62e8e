//@ title: The reader takes the flag
//@ idea: "The writer hands the flag over, and the reader takes it."
//@ test: nothing_is_there_before_it_is_published
//@ test: every_reader_may_see_it
//@ kind: panic
//@ says: a value is read, and stays where it is

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};

/// A `swap` reads and resets. The first reader gets the value, and all others find the flag unset.
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
        if self.ready.swap(false, Ordering::AcqRel) {
            // SAFETY: `ready` was seen.
            unsafe { (*self.value.get()).as_ref() }
        } else {
            None
        }
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
