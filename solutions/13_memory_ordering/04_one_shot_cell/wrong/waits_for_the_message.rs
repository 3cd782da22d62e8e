//@ title: `try_receive` waits for the message
//@ idea: "It comes back when there is something to receive."
//@ test: a_message_arrives_once
//@ kind: livelock
//@ says: they wait for nobody

use std::cell::UnsafeCell;
use std::hint;
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

    /// To try is to come back at once. Here it comes back when somebody sends, or never.
    pub fn try_receive(&self) -> Option<T> {
        while self
            .state
            .compare_exchange(READY, TAKEN, Acquire, Relaxed)
            .is_err()
        {
            hint::spin_loop();
        }
        // SAFETY: claimed.
        unsafe { (*self.message.get()).take() }
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
