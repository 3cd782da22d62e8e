//@ title: The receiver looks, and then takes
//@ idea: "With Acquire and Release, everything is safe."
//@ test: of_two_receivers_one_gets_it
//@ kind: data_race
//@ says: looking at the state and changing it were two

use std::cell::UnsafeCell;
use std::sync::atomic::{
    AtomicU8,
    Ordering::{Acquire, Relaxed, Release},
};

const EMPTY: u8 = 0;
const WRITING: u8 = 1;
const READY: u8 = 2;
const TAKEN: u8 = 3;

/// Carries one message from one thread to another.
pub struct OneShot<T> {
    state: AtomicU8,
    message: UnsafeCell<Option<T>>,
}

// SAFETY: `message` is used by the thread that has claimed it.
unsafe impl<T: Send> Sync for OneShot<T> {}

impl<T> OneShot<T> {
    pub const fn new() -> Self {
        OneShot {
            state: AtomicU8::new(EMPTY),
            message: UnsafeCell::new(None),
        }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        if self
            .state
            .compare_exchange(EMPTY, WRITING, Relaxed, Relaxed)
            .is_err()
        {
            return Err(message);
        }
        // SAFETY: claimed.
        unsafe { *self.message.get() = Some(message) };
        self.state.store(READY, Release);
        Ok(())
    }

    pub fn is_ready(&self) -> bool {
        self.state.load(Relaxed) == READY
    }

    /// Two receivers look before either of them takes. The orderings are right, and do not help.
    pub fn try_receive(&self) -> Option<T> {
        if self.state.load(Acquire) != READY {
            return None;
        }
        self.state.store(TAKEN, Relaxed);
        // SAFETY: claimed.
        unsafe { (*self.message.get()).take() }
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
