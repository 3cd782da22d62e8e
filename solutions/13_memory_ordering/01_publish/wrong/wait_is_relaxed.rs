//@ title: Waiting, and no acquire
//@ idea: "When the loop has ended, the flag is set, and so the value is there."
//@ test: who_waits_gets_the_value
//@ kind: data_race
//@ says: There is no happens-before from the write to the read
//@ says: load(Relaxed)

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};

/// `get` is right. `wait` has a loop of its own, and its load acquires nothing.
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
        if self.ready.load(Ordering::Acquire) {
            // SAFETY: `ready` was seen.
            unsafe { (*self.value.get()).as_ref() }
        } else {
            None
        }
    }

    pub fn wait(&self) -> &T {
        while !self.ready.load(Ordering::Relaxed) {
            hint::spin_loop();
        }
        // SAFETY: `ready` was seen.
        unsafe { (*self.value.get()).as_ref() }.expect("published")
    }
}

impl<T> Default for Published<T> {
    fn default() -> Self {
        Self::new()
    }
}
