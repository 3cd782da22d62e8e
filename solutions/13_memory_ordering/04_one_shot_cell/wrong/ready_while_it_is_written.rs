//@ title: Ready as soon as somebody sends
//@ idea: "When a sender has begun, there is a message."
//@ test: what_is_ready_can_be_received
//@ kind: panic
//@ says: `is_ready` has said true

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

    /// The sender has claimed the cell, and has not written yet.
    pub fn is_ready(&self) -> bool {
        matches!(self.state.load(Relaxed), WRITING | READY)
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
