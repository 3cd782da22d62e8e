//! A channel for one message, made of an atomic and an `UnsafeCell`.
//!
//! One message, sent once, received once, dropped once. The statement is in README.md.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicBool, Ordering};

/// Carries one message from one thread to another.
pub struct OneShot<T> {
    /// Whether there is a message to be received.
    ready: AtomicBool,
    /// The message, when there is one.
    message: UnsafeCell<Option<T>>,
}

// SAFETY: the message goes from thread to thread, so it must be `Send`. It is never shared.
// TODO: this is a promise that no two threads use `message` at the same time. Who keeps it?
unsafe impl<T: Send> Sync for OneShot<T> {}

impl<T> OneShot<T> {
    /// An empty cell.
    pub const fn new() -> Self {
        OneShot {
            ready: AtomicBool::new(false),
            message: UnsafeCell::new(None),
        }
    }

    /// Puts the message into the cell. Only one `send` in the life of a cell is accepted; every
    /// other one gets its message back.
    pub fn send(&self, message: T) -> Result<(), T> {
        // TODO: what if two threads come here at the same time? What if the message has been
        // received already?
        if self.ready.load(Ordering::Relaxed) {
            return Err(message);
        }
        // SAFETY: TODO.
        unsafe { *self.message.get() = Some(message) };
        // TODO: does a thread that sees `true` see the message, too?
        self.ready.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Whether there is a message to be received.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Relaxed)
    }

    /// Takes the message out of the cell, if it is there. Only one call gets it.
    pub fn try_receive(&self) -> Option<T> {
        // TODO: what if two threads come here at the same time?
        if !self.ready.load(Ordering::Relaxed) {
            return None;
        }
        self.ready.store(false, Ordering::Relaxed);
        // SAFETY: TODO.
        unsafe { (*self.message.get()).take() }
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
