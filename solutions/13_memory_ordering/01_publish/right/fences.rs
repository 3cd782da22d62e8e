//@ title: A Relaxed flag and two fences

use std::cell::UnsafeCell;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};
use std::thread;

/// A place for one value, which is published once.
pub struct Published<T> {
    value: UnsafeCell<Option<T>>,
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
        unsafe { self.value.get().write(Some(value)) };
        // ORDERING: Release, the partner of both fences below. It stands between the value and the
        // flag: it makes the store that follows a release.
        fence(Release);
        self.ready.store(true, Relaxed);
    }

    /// The value, or `None` if it is not published yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        if !self.ready.load(Relaxed) {
            return None;
        }
        // ORDERING: Acquire, the partner of the fence in `publish`. Only who has seen the flag needs
        // it.
        fence(Acquire);
        // SAFETY: the value was written before the flag that this thread has seen.
        unsafe { (*self.value.get()).as_ref() }
    }

    /// Waits until the value is published.
    pub fn wait(&self) -> &T {
        while !self.ready.load(Relaxed) {
            thread::yield_now();
        }
        self.get().expect("the flag is never taken back")
    }
}

impl<T> Default for Published<T> {
    fn default() -> Self {
        Self::new()
    }
}
