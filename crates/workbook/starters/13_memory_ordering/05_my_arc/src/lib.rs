//! A pointer that several threads own: the last owner drops the value.
//!
//! The unsafe parts are here. What is missing is the counting. The statement is in README.md.

use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What all owners point to.
struct Shared<T> {
    /// How many owners there are.
    owners: AtomicUsize,
    value: T,
}

/// A value that several threads own. It is dropped with its last owner.
pub struct MyArc<T> {
    shared: NonNull<Shared<T>>,
}

// SAFETY: an owner on another thread reads the value there (`T: Sync`), and may be the one that drops
// it or takes it out (`T: Send`).
unsafe impl<T: Send + Sync> Send for MyArc<T> {}
// SAFETY: who shares an owner can clone it, so the same holds.
unsafe impl<T: Send + Sync> Sync for MyArc<T> {}

impl<T> MyArc<T> {
    /// The first owner of `value`.
    pub fn new(value: T) -> Self {
        let shared = Box::new(Shared {
            owners: AtomicUsize::new(1),
            value,
        });
        MyArc {
            shared: NonNull::from(Box::leak(shared)),
        }
    }

    /// What all owners point to.
    fn shared(&self) -> &Shared<T> {
        // SAFETY: it is freed by the last owner only, and `self` is one.
        unsafe { self.shared.as_ref() }
    }

    /// The value, to be changed, if this is the only owner.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        // TODO: the others are gone. What have they done before they went, and does this thread know?
        if this.shared().owners.load(Ordering::Relaxed) != 1 {
            return None;
        }
        // SAFETY: there is no other owner, and the only one is borrowed for as long as the `&mut T`.
        Some(unsafe { &mut this.shared.as_mut().value })
    }

    /// Takes the value out, if this is the only owner. Otherwise the owner is given back.
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        // TODO: when may it go on from here?
        if true {
            return Err(this);
        }
        // This owner must not run its `drop` any more: the value is about to leave.
        let this = ManuallyDrop::new(this);
        // SAFETY: `new` leaked this box. There is no other owner, and this one is never used again.
        let shared = unsafe { Box::from_raw(this.shared.as_ptr()) };
        Ok(shared.value)
    }
}

impl<T> Deref for MyArc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.shared().value
    }
}

impl<T> Clone for MyArc<T> {
    /// One more owner of the same value.
    fn clone(&self) -> Self {
        // TODO: two threads may clone at the same time.
        let owners = &self.shared().owners;
        let seen = owners.load(Ordering::Relaxed);
        owners.store(seen + 1, Ordering::Relaxed);
        MyArc {
            shared: self.shared,
        }
    }
}

impl<T> Drop for MyArc<T> {
    fn drop(&mut self) {
        // TODO: which thread is the last one? What must have happened before it drops the value?
        let owners = &self.shared().owners;
        owners.fetch_sub(1, Ordering::Relaxed);
        if owners.load(Ordering::Relaxed) == 0 {
            // SAFETY: `new` leaked this box; this was the last owner.
            drop(unsafe { Box::from_raw(self.shared.as_ptr()) });
        }
    }
}
