//@ title: A ticket lock: who comes first is served first

use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A lock that waits by asking again and again.
pub struct SpinLock<T> {
    /// The ticket that is drawn next.
    next: AtomicUsize,
    /// The ticket whose turn it is. The lock is free if nobody has drawn it.
    serving: AtomicUsize,
    value: UnsafeCell<T>,
}

// SAFETY: only the thread whose turn it is gets at the value: as if it were sent from one to the next.
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A lock that is free, and owns `value`.
    pub const fn new(value: T) -> Self {
        SpinLock {
            next: AtomicUsize::new(0),
            serving: AtomicUsize::new(0),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits until the lock is free, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        // ORDERING: Relaxed. A ticket is only a number.
        let ticket = self.next.fetch_add(1, Ordering::Relaxed);
        // ORDERING: Acquire, the partner of the Release in `drop`.
        while self.serving.load(Ordering::Acquire) != ticket {
            thread::yield_now();
        }
        Guard { lock: self, ticket }
    }

    /// Takes the lock if it is free.
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        // ORDERING: Acquire, the partner of the Release in `drop`.
        let ticket = self.serving.load(Ordering::Acquire);
        // Draws the ticket whose turn it is, and no other: nobody must draw one and not wait.
        //
        // ORDERING: Relaxed. A ticket is only a number.
        self.next
            .compare_exchange(
                ticket,
                ticket.wrapping_add(1),
                Ordering::Relaxed,
                Ordering::Relaxed,
            )
            .ok()?;
        Some(Guard { lock: self, ticket })
    }
}

/// Access to the data of a lock. The lock is held until the guard is dropped.
pub struct Guard<'a, T> {
    lock: &'a SpinLock<T>,
    ticket: usize,
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
        // ORDERING: Release, the partner of the Acquire loads. A plain store: nobody else writes
        // `serving` as long as it is this guard's turn.
        self.lock
            .serving
            .store(self.ticket.wrapping_add(1), Ordering::Release);
    }
}
