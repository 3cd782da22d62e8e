//@ title: The flag is no atomic
//@ idea: "A bool is one byte: it is written at once, and cannot be torn."
//@ test: who_sees_the_flag_sees_the_value
//@ test: who_waits_gets_the_value
//@ test: every_reader_may_see_it
//@ kind: data_race
//@ says: There is no happens-before from the write to the read

use std::cell::UnsafeCell;
use std::hint;

/// No processor tears a byte. But a plain flag is plain memory, with no order to anything: it is the
/// first data race, and the value is the second.
pub struct Published<T> {
    value: UnsafeCell<Option<T>>,
    ready: UnsafeCell<bool>,
}

// SAFETY: that nobody reads while the value is written is up to the flag.
unsafe impl<T: Send + Sync> Sync for Published<T> {}

impl<T> Published<T> {
    pub const fn new() -> Self {
        Published {
            value: UnsafeCell::new(None),
            ready: UnsafeCell::new(false),
        }
    }

    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        // SAFETY: there is one writer, and nobody reads before `ready` is set.
        unsafe { *self.value.get() = Some(value) };
        // SAFETY: there is one writer.
        unsafe { *self.ready.get() = true };
    }

    pub fn get(&self) -> Option<&T> {
        // SAFETY: a bool is one byte.
        if unsafe { *self.ready.get() } {
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
