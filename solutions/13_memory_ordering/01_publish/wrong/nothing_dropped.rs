//@ title: A MaybeUninit drops nothing
//@ idea: "When the place is dropped, so is what is in it."
//@ test: the_value_is_dropped_once
//@ kind: panic
//@ says: how often the value was dropped, when its `Published` is gone

use std::cell::UnsafeCell;
use std::hint;
use std::mem::MaybeUninit;
use std::sync::atomic::{AtomicBool, Ordering};

/// A `MaybeUninit` does not know whether there is anything in it. Who uses one has to write the `Drop`.
pub struct Published<T> {
    value: UnsafeCell<MaybeUninit<T>>,
    ready: AtomicBool,
}

// SAFETY: that nobody reads while the value is written is up to the flag.
unsafe impl<T: Send + Sync> Sync for Published<T> {}

impl<T> Published<T> {
    pub const fn new() -> Self {
        Published {
            value: UnsafeCell::new(MaybeUninit::uninit()),
            ready: AtomicBool::new(false),
        }
    }

    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        // SAFETY: there is one writer, and nobody reads before `ready` is set.
        unsafe { (*self.value.get()).write(value) };
        self.ready.store(true, Ordering::Release);
    }

    pub fn get(&self) -> Option<&T> {
        if self.ready.load(Ordering::Acquire) {
            // SAFETY: `ready` was seen, so the value has been written.
            Some(unsafe { (*self.value.get()).assume_init_ref() })
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
