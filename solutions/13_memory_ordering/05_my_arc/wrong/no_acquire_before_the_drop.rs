//@ title: Nobody acquires before the value is dropped
//@ idea: "Each owner releases, and that publishes what it did."
//@ test: the_value_is_dropped_after_its_last_use
//@ kind: data_race
//@ says: its orderings have not

use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};

struct Shared<T> {
    owners: AtomicUsize,
    value: T,
}

/// A value that several threads own. It is dropped with its last owner.
pub struct MyArc<T> {
    shared: NonNull<Shared<T>>,
}

// SAFETY: the value is shared, and dropped by any of the threads.
unsafe impl<T: Send + Sync> Send for MyArc<T> {}
// SAFETY: who shares an owner can clone it.
unsafe impl<T: Send + Sync> Sync for MyArc<T> {}

impl<T> MyArc<T> {
    pub fn new(value: T) -> Self {
        let shared = Box::new(Shared {
            owners: AtomicUsize::new(1),
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

    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if this.shared().owners.load(Acquire) != 1 {
            return None;
        }
        // SAFETY: there is no other owner.
        Some(unsafe { &mut this.shared.as_mut().value })
    }

    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if this.shared().owners.load(Acquire) != 1 {
            return Err(this);
        }
        let this = ManuallyDrop::new(this);
        // SAFETY: `new` leaked this box. There is no other owner.
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
    fn clone(&self) -> Self {
        self.shared().owners.fetch_add(1, Relaxed);
        MyArc {
            shared: self.shared,
        }
    }
}

impl<T> Drop for MyArc<T> {
    /// The last owner sees the number, and none of what was released with it.
    fn drop(&mut self) {
        let owners = &self.shared().owners;
        if owners.fetch_sub(1, Release) != 1 {
            return;
        }
        // SAFETY: `new` leaked this box; this was the last owner.
        drop(unsafe { Box::from_raw(self.shared.as_ptr()) });
    }
}
