//@ title: Both build, and one wins
//@ idea: "The loser throws its value away: that comes to the same."
//@ test: two_threads_build_it_once
//@ kind: panic
//@ says: built twice

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// Right where building costs little and does nothing else (std does it in places). Here it is a rule that
/// `build` is called once.
pub struct InitOnce<T> {
    value: AtomicPtr<T>,
}

// SAFETY: that nobody reads while the value is written is up to the methods.
unsafe impl<T: Send + Sync> Sync for InitOnce<T> {}

impl<T> InitOnce<T> {
    pub const fn new() -> Self {
        InitOnce {
            value: AtomicPtr::new(ptr::null_mut()),
        }
    }

    pub fn get(&self) -> Option<&T> {
        // SAFETY: null, or a box that lives as long as `self`.
        unsafe { self.value.load(Ordering::Acquire).as_ref() }
    }

    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let mine = Box::into_raw(Box::new(build()));
        let won =
            self.value
                .compare_exchange(ptr::null_mut(), mine, Ordering::AcqRel, Ordering::Acquire);
        match won {
            // SAFETY: a box that lives as long as `self`.
            Ok(_) => unsafe { &*mine },
            Err(theirs) => {
                // SAFETY: nobody else has seen it.
                drop(unsafe { Box::from_raw(mine) });
                // SAFETY: the winner's box, which lives as long as `self`.
                unsafe { &*theirs }
            }
        }
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Drop for InitOnce<T> {
    fn drop(&mut self) {
        let value = *self.value.get_mut();
        if !value.is_null() {
            // SAFETY: it was made of a box, and nobody is left who uses it.
            drop(unsafe { Box::from_raw(value) });
        }
    }
}
