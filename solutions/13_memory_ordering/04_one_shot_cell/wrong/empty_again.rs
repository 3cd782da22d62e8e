//@ title: A cell that has been emptied is as good as new
//@ idea: "When the message has been received, there is room for the next one."
//@ test: a_second_send_gets_its_message_back
//@ kind: panic
//@ says: a `send` after the message has been received must

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

    /// The next sender finds the cell empty.
    pub fn try_receive(&self) -> Option<T> {
        if self.state.load(Relaxed) == TAKEN {
            return None;
        }
        self.state
            .compare_exchange(READY, EMPTY, Acquire, Relaxed)
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
