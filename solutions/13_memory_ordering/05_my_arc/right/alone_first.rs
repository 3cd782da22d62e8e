//@ title: Looks whether it is alone before it counts itself off

use std::mem;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{
    AtomicU32,
    Ordering::{Acquire, Relaxed, Release},
};

/// What all owners point to.
struct Shared<T> {
    owners: AtomicU32,
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
            owners: AtomicU32::new(1),
            value,
        });
        MyArc {
            shared: NonNull::from(Box::leak(shared)),
        }
    }

    fn shared(&self) -> &Shared<T> {
        // SAFETY: it is freed by the last owner only, and `self` is one.
        unsafe { self.shared.as_ref() }
    }

    /// Whether this is the only owner. Then it stays so: only an owner makes others.
    fn is_alone(&mut self) -> bool {
        // ORDERING: Acquire, the partner of the Release decrements in `drop`.
        self.shared().owners.load(Acquire) == 1
    }

    /// The value, to be changed, if this is the only owner.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if !this.is_alone() {
            return None;
        }
        // SAFETY: there is no other owner, and the only one is borrowed for as long as the `&mut T`.
        Some(unsafe { &mut this.shared.as_mut().value })
    }

    /// Takes the value out, if this is the only owner. Otherwise the owner is given back.
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        // From 1 to 0, or not at all: an owner that comes off the count and goes back on could miss
        // that it was the last.
        //
        // ORDERING: Acquire, the partner of the Release decrements in `drop`.
        let owners = &this.shared().owners;
        if owners.compare_exchange(1, 0, Acquire, Relaxed).is_err() {
            return Err(this);
        }
        let shared = this.shared.as_ptr();
        mem::forget(this);
        // SAFETY: `new` leaked this box. There is no owner any more who could free it.
        let Shared { value, .. } = *unsafe { Box::from_raw(shared) };
        Ok(value)
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
        // ORDERING: Relaxed. `self` is an owner and stays one, so the count cannot come to zero.
        self.shared().owners.fetch_add(1, Relaxed);
        let shared = self.shared;
        MyArc { shared }
    }
}

impl<T> Drop for MyArc<T> {
    fn drop(&mut self) {
        // Who is alone need not count itself off: nobody else will look at the count. Who is not alone
        // may be the last all the same when it counts, so only the decrement has the say.
        if !self.is_alone() {
            let owners = &self.shared().owners;
            // ORDERING: Release. What this owner did with the value happens before it is freed.
            if owners.fetch_sub(1, Release) != 1 {
                return;
            }
            // ORDERING: Acquire, the partner of all the Release decrements. Nobody writes the count
            // any more, so this reads what the last of them has left, and takes over from each.
            owners.load(Acquire);
        }
        // SAFETY: `new` leaked this box; this was the last owner.
        drop(unsafe { Box::from_raw(self.shared.as_ptr()) });
    }
}
