//! A spin lock: a bit, the data, and a guard.
//!
//! Make it exclude, and make each owner see what the last one did. The statement is in README.md.

use std::cell::UnsafeCell;
use std::hint;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

/// A lock that waits by asking again and again.
pub struct SpinLock<T> {
    locked: AtomicBool,
    value: UnsafeCell<T>,
}

// TODO: this promises that threads may share a lock, whatever is in it. Is that so for an `Rc`?
unsafe impl<T> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A lock that is free, and owns `value`.
    pub const fn new(value: T) -> Self {
        SpinLock {
            locked: AtomicBool::new(false),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits until the lock is free, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        // TODO: what can another thread do between the last load and the store?
        while self.locked.load(Ordering::Relaxed) {
            hint::spin_loop();
        }
        self.locked.store(true, Ordering::Relaxed);
        Guard { lock: self }
    }

    /// Takes the lock if it is free.
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        if self.locked.load(Ordering::Relaxed) {
            return None;
        }
        Some(self.lock())
    }
}

/// Access to the data of a lock. The lock is held until the guard is dropped.
// TODO: the compiler lets threads share a guard if they may share the lock. May they?
pub struct Guard<'a, T> {
    lock: &'a SpinLock<T>,
}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: TODO: who else has a reference to the value?
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: TODO: who else has a reference to the value?
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        // TODO: is the next owner sure to see what was written under the lock?
        self.lock.locked.store(false, Ordering::Relaxed);
    }
}
