//! A value that one thread publishes, and that others then read without a lock.
//!
//! Make sure that whoever sees the flag also sees the value. The statement is in README.md.

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};

/// A place for one value, which is published once.
pub struct Published<T> {
    value: UnsafeCell<Option<T>>,
    /// Whether the value is there.
    ready: AtomicBool,
}

// SAFETY: the value is written once, before `ready` is set, and only read by those who have seen
// `ready`. It is shared (`T: Sync`), and may be dropped by another thread (`T: Send`).
unsafe impl<T: Send + Sync> Sync for Published<T> {}

impl<T> Published<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        Published {
            value: UnsafeCell::new(None),
            ready: AtomicBool::new(false),
        }
    }

    /// Publishes the value: from now on others may see it.
    ///
    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        // SAFETY: there is one writer, and nobody reads before `ready` is set.
        unsafe { *self.value.get() = Some(value) };
        // TODO: the flag is set after the value is written. Does a reader see it that way round?
        self.ready.store(true, Ordering::Relaxed);
    }

    /// The value, or `None` if it is not published yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        // TODO: what does this reader know about the value when it has read `true`?
        if self.ready.load(Ordering::Relaxed) {
            // SAFETY: `ready` was seen, so the value has been written.
            unsafe { (*self.value.get()).as_ref() }
        } else {
            None
        }
    }

    /// Waits until the value is published.
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
