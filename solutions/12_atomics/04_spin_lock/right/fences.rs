//@ title: A pause that doubles, Relaxed attempts, and two fences

use std::cell::UnsafeCell;
use std::hint;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};

/// In turns of a loop that does nothing.
const LONGEST_PAUSE: u32 = 8;

/// A lock that waits by asking again and again.
pub struct SpinLock<T> {
    locked: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: one thread at a time gets at the value, as if it were sent from thread to thread.
unsafe impl<T: Send> Sync for SpinLock<T> {}

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
        let mut pause = 1;
        // In a loop the weak exchange will do: a failure for no reason costs one more round.
        while self
            .locked
            .compare_exchange_weak(false, true, Relaxed, Relaxed)
            .is_err()
        {
            for _ in 0..pause {
                hint::spin_loop();
            }
            // The longer the wait, the less often it disturbs the owner.
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        self.taken()
    }

    /// Takes the lock if it is free.
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        // Here there is no loop, and the weak one might fail although the lock is free.
        self.locked
            .compare_exchange(false, true, Relaxed, Relaxed)
            .ok()?;
        Some(self.taken())
    }

    /// The guard, for the thread that has just taken the lock.
    fn taken(&self) -> Guard<'_, T> {
        // ORDERING: Acquire, the partner of the fence in `drop`. Only who has got the lock pays for
        // it, and not each attempt.
        fence(Acquire);
        Guard { lock: self }
    }
}

/// Access to the data of a lock. The lock is held until the guard is dropped.
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
        // ORDERING: Release, the partner of the fence in `taken`. It has to come before the store.
        fence(Release);
        self.lock.locked.store(false, Relaxed);
    }
}
