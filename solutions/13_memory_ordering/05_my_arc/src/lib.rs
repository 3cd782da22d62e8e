//! A pointer that several threads own: the last owner drops the value.

use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};

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
// it or takes it out (`T: Send`). Sending one owner is sharing, since there can be another one here:
// that is why both traits need both.
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

    /// Whether this is the only owner, and all that the others ever did with the value happened
    /// before.
    fn is_alone(&self) -> bool {
        // ORDERING: Acquire, for the Release in `drop`: those who are no longer there have read the
        // value before they went, and the caller is going to write it. The answer stays true as long
        // as the caller has `self` for itself: a new owner can only be cloned from an old one.
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

    /// Takes the value out, if this is the only owner.
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if !this.is_alone() {
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
        // ORDERING: Relaxed. `self` is an owner and stays one, so the value cannot go meanwhile, and
        // the new owner learns nothing of it that `self` does not know. If the clone goes to another
        // thread, then what takes it there does the ordering. (std also aborts when the count gets
        // near its end.)
        self.shared().owners.fetch_add(1, Relaxed);
        MyArc {
            shared: self.shared,
        }
    }
}

impl<T> Drop for MyArc<T> {
    fn drop(&mut self) {
        // Subtracting and finding out whether one was the last is one step: `fetch_sub` returns what
        // the count was before.
        // ORDERING: Release. What this thread has done with the value happens before the last owner
        // drops it: it reads the count from here, or from a later decrement, which carries this
        // Release on.
        let owners = &self.shared().owners;
        if owners.fetch_sub(1, Release) != 1 {
            return;
        }
        // ORDERING: Acquire, for the Release of all the other owners. Only the last one needs it, so it
        // is a fence of its own; `AcqRel` in the line above is right, too.
        fence(Acquire);
        // SAFETY: `new` leaked this box; this was the last owner, and the others are done with it.
        drop(unsafe { Box::from_raw(self.shared.as_ptr()) });
    }
}
