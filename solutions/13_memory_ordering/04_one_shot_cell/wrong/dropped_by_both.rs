//@ title: The cell drops whatever was sent
//@ idea: "A message was sent, so the cell has to drop it."
//@ test: a_message_is_dropped_exactly_once
//@ kind: panic
//@ says: it had
//@ says: given away

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
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
    message: UnsafeCell<MaybeUninit<T>>,
}

// SAFETY: `message` is used by the thread that has claimed it.
unsafe impl<T: Send> Sync for OneShot<T> {}

impl<T> OneShot<T> {
    pub const fn new() -> Self {
        OneShot {
            state: AtomicU8::new(EMPTY),
            message: UnsafeCell::new(MaybeUninit::uninit()),
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
        unsafe { (*self.message.get()).write(message) };
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
        // SAFETY: claimed, and written.
        Some(unsafe { (*self.message.get()).assume_init_read() })
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// Reading the message out of the cell does not remove its bytes: it is dropped a second time.
impl<T> Drop for OneShot<T> {
    fn drop(&mut self) {
        if *self.state.get_mut() != EMPTY {
            // SAFETY: TODO: is it still ours?
            unsafe { self.message.get_mut().assume_init_drop() };
        }
    }
}
