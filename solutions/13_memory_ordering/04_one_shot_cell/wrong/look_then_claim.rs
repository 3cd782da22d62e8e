//@ title: The sender looks, and then claims
//@ idea: "I have checked that the cell is empty."
//@ test: of_two_senders_one_is_accepted
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

    /// Two senders look before either of them claims.
    pub fn send(&self, message: T) -> Result<(), T> {
        if self.state.load(Acquire) != EMPTY {
            return Err(message);
        }
        self.state.store(WRITING, Relaxed);
        // SAFETY: claimed.
        unsafe { *self.message.get() = Some(message) };
        self.state.store(READY, Release);
        Ok(())
    }

    pub fn is_ready(&self) -> bool {
        self.state.load(Relaxed) == READY
    }

    pub fn try_receive(&self) -> Option<T> {
        self.state
            .compare_exchange(READY, TAKEN, Acquire, Relaxed)
            .ok()?;
        // SAFETY: claimed.
        unsafe { (*self.message.get()).take() }
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
