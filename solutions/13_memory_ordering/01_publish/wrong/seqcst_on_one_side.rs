//@ title: SeqCst on one side
//@ idea: "SeqCst is the strongest ordering: one of the two is enough."
//@ test: who_sees_the_flag_sees_the_value
//@ test: who_waits_gets_the_value
//@ test: every_reader_may_see_it
//@ kind: data_race
//@ says: There is no happens-before from the write to the read
//@ says: load(Relaxed)

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};

/// A SeqCst store is a release store, and has an order among the SeqCst operations. The Relaxed load is
/// none of them.
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
        self.ready.store(true, Ordering::SeqCst);
    }

    pub fn get(&self) -> Option<&T> {
        if self.ready.load(Ordering::Relaxed) {
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
