//! A value that is built by the first who asks for it, and read without a lock from then on.
//!
//! Make sure that it is built once, and that nobody sees half of it. The statement is in README.md.

use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// A place for a value that is built when it is first asked for.
pub struct InitOnce<T> {
    value: UnsafeCell<Option<T>>,
    /// Whether the value is there.
    ready: AtomicBool,
    /// Held by the thread that builds.
    building: Mutex<()>,
}

// SAFETY: the value is written once, under the lock, before `ready` is set, and only read by those who
// know that it was set. It is shared (`T: Sync`), and may be dropped by another thread (`T: Send`).
unsafe impl<T: Send + Sync> Sync for InitOnce<T> {}

impl<T> InitOnce<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        InitOnce {
            value: UnsafeCell::new(None),
            ready: AtomicBool::new(false),
            building: Mutex::new(()),
        }
    }

    /// The value, or `None` if it is not built yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        // TODO: this thread takes no lock. From what does it know that the value is there?
        if self.ready.load(Ordering::Relaxed) {
            // SAFETY: `ready` was seen, so the value has been written.
            unsafe { (*self.value.get()).as_ref() }
        } else {
            None
        }
    }

    /// The value. If it is not there, this calls `build` to make it, or waits for the thread that is
    /// about to.
    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let _building = self.building.lock().unwrap();
        // TODO: what may have happened between the look at `ready` and the lock?
        let value = build();
        // SAFETY: this thread has the lock, and nobody reads before `ready` is set.
        unsafe { *self.value.get() = Some(value) };
        self.ready.store(true, Ordering::Release);
        // SAFETY: written above.
        unsafe { (*self.value.get()).as_ref() }.expect("just written")
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}
