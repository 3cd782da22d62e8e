//! A value that is built by the first who asks for it, and read without a lock from then on.

use std::cell::UnsafeCell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// A place for a value that is built when it is first asked for.
pub struct InitOnce<T> {
    // Not inside the lock: who finds the value built must be able to read it without the lock.
    value: UnsafeCell<Option<T>>,
    /// Whether the value is there. It goes from `false` to `true` once.
    ready: AtomicBool,
    /// Held by the thread that builds. A loop on an atomic would keep others out as well, but it
    /// would keep a processor busy all the while.
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
        // ORDERING: Acquire pairs with the Release in `get_or_init`. This thread takes no lock, so this
        // load is all that makes the building happen before what it does with the value.
        if self.ready.load(Ordering::Acquire) {
            // SAFETY: `ready` was seen, so the value has been written, and is never written again.
            unsafe { (*self.value.get()).as_ref() }
        } else {
            None
        }
    }

    /// The value. If it is not there, this calls `build` to make it, or waits for the thread that is
    /// about to.
    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        // The first check: the fast path, and from the second call on the only one.
        if let Some(value) = self.get() {
            return value;
        }
        let building = self.building.lock().unwrap();
        // The second check. Between the first one and the lock, another thread may have had the lock
        // and built the value.
        // ORDERING: Relaxed: `ready` is only set under this lock, and taking the lock has ordered
        // everything after what its last holder did.
        if !self.ready.load(Ordering::Relaxed) {
            let value = build();
            // SAFETY: this thread has the lock and has seen that `ready` is not set: nobody reads.
            unsafe { *self.value.get() = Some(value) };
            // ORDERING: Release pairs with the Acquire in `get`: who sees `true` without taking the
            // lock must see the value too. That the lock is released below is no help to a thread
            // that does not take it.
            self.ready.store(true, Ordering::Release);
        }
        drop(building);
        // SAFETY: written above by this thread, or by an earlier holder of the lock.
        unsafe { (*self.value.get()).as_ref() }.expect("the value is built")
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}
