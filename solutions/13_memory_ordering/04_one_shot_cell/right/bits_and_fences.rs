//@ title: Two bits, `fetch_or` and `fetch_and`, and fences

use std::cell::UnsafeCell;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};

/// A `send` was accepted. Stays for ever.
const SENT: usize = 0b01;
/// There is a message to be received.
const THERE: usize = 0b10;

/// Carries one message from one thread to another.
pub struct OneShot<T> {
    bits: AtomicUsize,
    message: UnsafeCell<Option<T>>,
}

// SAFETY: the message goes from thread to thread, so it must be `Send`. It is never shared: one thread
// sets `SENT`, and one clears `THERE`.
unsafe impl<T: Send> Sync for OneShot<T> {}

impl<T> OneShot<T> {
    /// An empty cell.
    pub const fn new() -> Self {
        OneShot {
            bits: AtomicUsize::new(0),
            message: UnsafeCell::new(None),
        }
    }

    /// Puts the message into the cell. Only one `send` in the life of a cell is accepted; every
    /// other one gets its message back.
    pub fn send(&self, message: T) -> Result<(), T> {
        // ORDERING: Relaxed. It only says who may write.
        if self.bits.fetch_or(SENT, Relaxed) & SENT != 0 {
            return Err(message);
        }
        // SAFETY: this thread has set `SENT`, and nobody reads before `THERE`.
        unsafe { *self.message.get() = Some(message) };
        // ORDERING: Release, the partner of the fence in `try_receive`.
        fence(Release);
        self.bits.fetch_or(THERE, Relaxed);
        Ok(())
    }

    /// Whether there is a message to be received.
    pub fn is_ready(&self) -> bool {
        // ORDERING: Relaxed. The message is not looked at.
        self.bits.load(Relaxed) & THERE != 0
    }

    /// Takes the message out of the cell, if it is there. Only one call gets it.
    pub fn try_receive(&self) -> Option<T> {
        // Clears the bit, whether it is set or not. One thread finds it set.
        if self.bits.fetch_and(!THERE, Relaxed) & THERE == 0 {
            return None;
        }
        // ORDERING: Acquire, the partner of the fence in `send`.
        fence(Acquire);
        // SAFETY: this thread has cleared `THERE`, and it is never set again.
        unsafe { (*self.message.get()).take() }
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
