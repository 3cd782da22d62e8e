//@ title: The guard holds a pointer to the value and a second guard that unlocks

use std::cell::UnsafeCell;
use std::hint;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, Ordering};

const FREE: u8 = 0;
const TAKEN: u8 = 1;

/// A lock that waits by asking again and again.
pub struct SpinLock<T> {
    bit: Bit,
    value: UnsafeCell<T>,
}

/// The lock without the data.
struct Bit(AtomicU8);

impl Bit {
    /// Takes the bit if it is free. It is given back when the result is dropped.
    fn take(&self) -> Option<Taken<'_>> {
        // ORDERING: Acquire, the partner of the Release in `drop`.
        let before = self.0.fetch_or(TAKEN, Ordering::Acquire);
        (before == FREE).then(|| Taken(self))
    }
}

/// Says that the bit is taken.
struct Taken<'a>(&'a Bit);

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        // ORDERING: Release, the partner of the Acquire in `take`.
        self.0.0.store(FREE, Ordering::Release);
    }
}

// SAFETY: who has taken the bit gets at the value, and nobody else: as if it were sent.
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A lock that is free, and owns `value`.
    pub const fn new(value: T) -> Self {
        SpinLock {
            bit: Bit(AtomicU8::new(FREE)),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits until the lock is free, and takes it.
    pub fn lock(&self) -> Guard<'_, T> {
        loop {
            match self.try_lock() {
                Some(guard) => break guard,
                None => hint::spin_loop(),
            }
        }
    }

    /// Takes the lock if it is free.
    pub fn try_lock(&self) -> Option<Guard<'_, T>> {
        let taken = self.bit.take()?;
        // SAFETY: the pointer of a cell is never null.
        let value = unsafe { NonNull::new_unchecked(self.value.get()) };
        Some(Guard {
            value,
            _taken: taken,
            _unique: PhantomData,
        })
    }
}

/// Access to the data of a lock. The lock is held until the guard is dropped.
pub struct Guard<'a, T> {
    // A pointer, and not a `&'a mut T`: a reference promises that it is the only one for as long as
    // the guard is passed around, and while the guard is dropped the next owner already has another.
    value: NonNull<T>,
    _taken: Taken<'a>,
    _unique: PhantomData<&'a mut T>,
}

// SAFETY: a guard is as good as a `&mut T`, and the bit can be given back by any thread.
unsafe impl<T: Send> Send for Guard<'_, T> {}
// SAFETY: a shared guard is as good as a `&T`.
unsafe impl<T: Sync> Sync for Guard<'_, T> {}

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the bit is taken, and this is the only guard. It is borrowed.
        unsafe { self.value.as_ref() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the bit is taken, and this is the only guard. It is borrowed exclusively.
        unsafe { self.value.as_mut() }
    }
}
