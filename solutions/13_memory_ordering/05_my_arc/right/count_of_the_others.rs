//@ title: Counts the *other* owners, and all of it is SeqCst

use std::fmt;
use std::mem;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// What all owners point to.
struct Shared<T> {
    value: T,
    /// How many owners there are besides one. So 0 means that who reads it is alone.
    others: AtomicUsize,
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
            value,
            others: AtomicUsize::new(0),
        });
        MyArc {
            shared: NonNull::from(Box::leak(shared)),
        }
    }

    fn shared(&self) -> &Shared<T> {
        // SAFETY: it is freed by the last owner only, and `self` is one.
        unsafe { self.shared.as_ref() }
    }

    /// Whether there is no other owner. None can come up meanwhile: only an owner makes one.
    fn is_alone(&mut self) -> bool {
        // ORDERING: SeqCst, which acquires: it reads from the decrements of those who are gone.
        self.shared().others.load(SeqCst) == 0
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
    pub fn try_unwrap(mut this: Self) -> Result<T, Self> {
        if !this.is_alone() {
            return Err(this);
        }
        let shared = this.shared.as_ptr();
        // Its `drop` would free the box.
        mem::forget(this);
        // SAFETY: `new` leaked this box. There is no other owner, and this one is forgotten.
        let shared = unsafe { Box::from_raw(shared) };
        Ok(shared.value)
    }
}

impl<T> Deref for MyArc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.shared().value
    }
}

impl<T: fmt::Debug> fmt::Debug for MyArc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> Clone for MyArc<T> {
    /// One more owner of the same value.
    fn clone(&self) -> Self {
        self.shared().others.fetch_add(1, SeqCst);
        MyArc {
            shared: self.shared,
        }
    }
}

impl<T> Drop for MyArc<T> {
    fn drop(&mut self) {
        // For the last one the number wraps around, and nobody is left to read it.
        if self.shared().others.fetch_sub(1, SeqCst) == 0 {
            // SAFETY: `new` leaked this box; this was the last owner.
            drop(unsafe { Box::from_raw(self.shared.as_ptr()) });
        }
    }
}
