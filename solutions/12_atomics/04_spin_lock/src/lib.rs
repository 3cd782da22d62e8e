//! A spin lock: a bit, the data, and a guard.

use std::cell::UnsafeCell;
use std::hint;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

/// A lock that waits by asking again and again.
pub struct SpinLock<T> {
    locked: AtomicBool,
    // The only way in Rust to change something behind a shared reference. It is not `Sync`, so the
    // compiler makes us say below that we take care of it.
    value: UnsafeCell<T>,
}

// SAFETY: a shared lock gives `&mut T` to one thread after the other, and never to two at the same
// time. That is as if the value were sent from thread to thread, so it must be `Send`. It need not
// be `Sync`: no two threads ever look at it at the same time.
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
        loop {
            if let Some(guard) = self.try_lock() {
                return guard;
            }
            // Waiting only reads. Many readers can each have a copy of the bit in their cache; a
            // swap would fetch it away from the others on every round.
            //
            // ORDERING: Relaxed. This only says when it is worth trying again. What is seen here is
            // not what takes the lock.
            while self.locked.load(Ordering::Relaxed) {
                hint::spin_loop();
            }
        }
    }

    /// Takes the lock if it is free.
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        // Looking and taking are one step, so no two threads find it free.
        //
        // ORDERING: Acquire, the partner of the Release store in `drop`. What the last owner did
        // happens before that store, and so before what we do with the guard. Nothing is released:
        // we have done nothing yet that anybody would have to see.
        let taken = self.locked.swap(true, Ordering::Acquire);
        // `then`, not `then_some`: a guard that is made and dropped would unlock another's lock.
        (!taken).then(|| Guard { lock: self })
    }
}

/// Access to the data of a lock. The lock is held until the guard is dropped.
pub struct Guard<'a, T> {
    // It is `Send` if `SpinLock<T>` is `Sync`, that is, if `T` is `Send`: rightly so, since
    // unlocking is a store that any thread can do.
    lock: &'a SpinLock<T>,
}

// The compiler would say the same of `Sync`, and that would be wrong: from a `&Guard`, every thread
// gets a `&T`. An impl of our own takes the place of the compiler's.
//
// SAFETY: a shared guard gives only `&T`, and `T` is `Sync`.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: there is one guard at a time, and it is borrowed: nobody has a `&mut T`.
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
        // A plain store: nobody else writes while the lock is held.
        //
        // ORDERING: Release, the partner of the Acquire in `try_lock`. All that was done with the
        // guard happens before this store.
        self.lock.locked.store(false, Ordering::Release);
    }
}
