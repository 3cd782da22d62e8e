//@ title: The count lies in a box of its own

use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{AcqRel, Acquire, Relaxed},
};

/// The count. Whoever has one of these is counted.
struct Counted(NonNull<AtomicUsize>);

impl Counted {
    fn first() -> Self {
        Counted(NonNull::from(Box::leak(Box::new(AtomicUsize::new(1)))))
    }

    fn count(&self) -> &AtomicUsize {
        // SAFETY: the count is freed in `leave` only, by the last one, and `self` has not left.
        unsafe { self.0.as_ref() }
    }

    fn one_more(&self) -> Self {
        // ORDERING: Relaxed. `self` is counted already, so the count cannot come to zero.
        self.count().fetch_add(1, Relaxed);
        Counted(self.0)
    }

    fn is_alone(&mut self) -> bool {
        // ORDERING: Acquire, the partner of the release in `leave`.
        self.count().load(Acquire) == 1
    }

    /// Takes this one off the count. Says whether it was the last.
    ///
    /// # Safety
    /// It is called once, and `self` is not used after it.
    unsafe fn leave(&self) -> bool {
        // ORDERING: AcqRel. What was done before is handed over to who leaves last, and who leaves last
        // takes it over from all others.
        let last = self.count().fetch_sub(1, AcqRel) == 1;
        if last {
            // SAFETY: it came from a box, and nobody is counted any more.
            drop(unsafe { Box::from_raw(self.0.as_ptr()) });
        }
        last
    }
}

/// A value that several threads own. It is dropped with its last owner.
pub struct MyArc<T> {
    counted: Counted,
    value: NonNull<T>,
}

// SAFETY: an owner on another thread reads the value there (`T: Sync`), and may be the one that drops
// it or takes it out (`T: Send`).
unsafe impl<T: Send + Sync> Send for MyArc<T> {}
// SAFETY: who shares an owner can clone it, so the same holds.
unsafe impl<T: Send + Sync> Sync for MyArc<T> {}

impl<T> MyArc<T> {
    /// The first owner of `value`.
    pub fn new(value: T) -> Self {
        MyArc {
            counted: Counted::first(),
            value: NonNull::from(Box::leak(Box::new(value))),
        }
    }

    /// The value, to be changed, if this is the only owner.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if this.counted.is_alone() {
            // SAFETY: there is no other owner, and this one is borrowed for as long as the `&mut T`.
            Some(unsafe { this.value.as_mut() })
        } else {
            None
        }
    }

    /// Takes the value out, if this is the only owner. Otherwise the owner is given back.
    pub fn try_unwrap(mut this: Self) -> Result<T, Self> {
        if !this.counted.is_alone() {
            return Err(this);
        }
        let this = std::mem::ManuallyDrop::new(this);
        // SAFETY: `this` is never dropped, so this is the only call.
        let last = unsafe { this.counted.leave() };
        debug_assert!(last, "it was alone, and only an owner can make another");
        // SAFETY: it came from a box, and this was the only owner.
        Ok(*unsafe { Box::from_raw(this.value.as_ptr()) })
    }
}

impl<T> Deref for MyArc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: it is freed by the last owner only, and `self` is one.
        unsafe { self.value.as_ref() }
    }
}

impl<T> Clone for MyArc<T> {
    /// One more owner of the same value.
    fn clone(&self) -> Self {
        MyArc {
            counted: self.counted.one_more(),
            value: self.value,
        }
    }
}

impl<T> Drop for MyArc<T> {
    fn drop(&mut self) {
        // SAFETY: this owner is being dropped, so it is the only call.
        if unsafe { self.counted.leave() } {
            // SAFETY: it came from a box; this was the last owner.
            drop(unsafe { Box::from_raw(self.value.as_ptr()) });
        }
    }
}
