//@ title: The store is Relaxed
//@ idea: "The value is written in the line above: the store comes after it."
//@ test: who_sees_the_flag_sees_the_value
//@ test: who_waits_gets_the_value
//@ test: every_reader_may_see_it
//@ kind: data_race
//@ says: There is no happens-before from the write to the read
//@ says: store(Relaxed)

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};

/// The order of the lines is the order for this thread alone. The reader acquires, and there is
/// nothing released that it could acquire.
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
        self.ready.store(true, Ordering::Relaxed);
    }

    pub fn get(&self) -> Option<&T> {
        if self.ready.load(Ordering::Acquire) {
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
