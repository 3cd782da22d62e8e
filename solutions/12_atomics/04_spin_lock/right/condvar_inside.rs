//@ title: The bit lies in a `Mutex`, and who waits sleeps at a `Condvar`

use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A lock that does not spin, and keeps every rule.
pub struct SpinLock<T> {
    /// Whether the lock is taken. The mutex is held only while this is looked at or changed.
    taken: Mutex<bool>,
    freed: Condvar,
    value: UnsafeCell<T>,
}

// SAFETY: only the thread that has set `taken` gets at the value: as if it were sent from thread to thread.
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A lock that is free, and owns `value`.
    pub const fn new(value: T) -> Self {
        SpinLock {
            taken: Mutex::new(false),
            freed: Condvar::new(),
            value: UnsafeCell::new(value),
        }
    }

    fn bit(&self) -> MutexGuard<'_, bool> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the lock is free, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        let mut taken = self
            .freed
            .wait_while(self.bit(), |taken| *taken)
            .unwrap_or_else(PoisonError::into_inner);
        *taken = true;
        Guard { lock: self }
    }

    /// Takes the lock if it is free.
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        let mut taken = self.bit();
        if *taken {
            return None;
        }
        *taken = true;
        Some(Guard { lock: self })
    }
}

/// Access to the data of a lock. The lock is held until the guard is dropped.
// It holds no `MutexGuard`, which could not be sent.
pub struct Guard<'a, T> {
    lock: &'a SpinLock<T>,
}

// SAFETY: from a shared guard others get `&T`, and nothing else.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: there is one guard at a time, and it is borrowed.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: there is one guard at a time, and it is borrowed exclusively.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    fn drop(&mut self) {
        *self.lock.bit() = false;
        self.lock.freed.notify_one();
    }
}
