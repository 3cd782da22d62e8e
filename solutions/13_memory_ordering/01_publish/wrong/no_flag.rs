//@ title: No flag at all
//@ idea: "An Option says by itself whether there is something in it."
//@ test: who_sees_the_flag_sees_the_value
//@ test: every_reader_may_see_it
//@ kind: data_race
//@ says: There is no happens-before from the write to the read

use std::cell::UnsafeCell;
use std::hint;

/// To look whether the value is there is to read the memory that the writer writes.
pub struct Published<T> {
    value: UnsafeCell<Option<T>>,
}

// SAFETY: that nobody reads while the value is written is up to the flag.
unsafe impl<T: Send + Sync> Sync for Published<T> {}

impl<T> Published<T> {
    pub const fn new() -> Self {
        Published {
            value: UnsafeCell::new(None),
        }
    }

    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        // SAFETY: there is one writer.
        unsafe { *self.value.get() = Some(value) };
    }

    pub fn get(&self) -> Option<&T> {
        // SAFETY: it is `None`, or it has been written.
        unsafe { (*self.value.get()).as_ref() }
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
