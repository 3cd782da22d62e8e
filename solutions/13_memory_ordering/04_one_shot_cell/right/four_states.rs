//@ title: One atomic with four states, and raw memory

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::sync::atomic::{
    AtomicU8,
    Ordering::{Acquire, Relaxed, Release},
};

/// No message has been sent.
const EMPTY: u8 = 0;
/// The one accepted `send` is putting its message in.
const WRITING: u8 = 1;
/// There is a message to be received.
const READY: u8 = 2;
/// The message has been received.
const TAKEN: u8 = 3;

/// Carries one message from one thread to another.
pub struct OneShot<T> {
    /// Only ever goes up.
    state: AtomicU8,
    /// Initialized exactly if the state is `READY`.
    message: UnsafeCell<MaybeUninit<T>>,
}

// SAFETY: the message goes from thread to thread, so it must be `Send`. It is never shared: each change of
// the state is made by one thread, and what it gives the right to is over before the next one.
unsafe impl<T: Send> Sync for OneShot<T> {}

impl<T> OneShot<T> {
    /// An empty cell.
    pub const fn new() -> Self {
        OneShot {
            state: AtomicU8::new(EMPTY),
            message: UnsafeCell::new(MaybeUninit::uninit()),
        }
    }

    /// Puts the message into the cell. Only one `send` in the life of a cell is accepted; every
    /// other one gets its message back.
    pub fn send(&self, message: T) -> Result<(), T> {
        // ORDERING: Relaxed. It only says who may write; nobody has done anything to the memory yet.
        if self
            .state
            .compare_exchange(EMPTY, WRITING, Relaxed, Relaxed)
            .is_err()
        {
            return Err(message);
        }
        // SAFETY: this thread has made the state `WRITING`, and nobody else can. Nobody reads before
        // it is `READY`.
        unsafe { (*self.message.get()).write(message) };
        // ORDERING: Release, the partner of the Acquire in `try_receive`.
        self.state.store(READY, Release);
        Ok(())
    }

    /// Whether there is a message to be received.
    pub fn is_ready(&self) -> bool {
        // ORDERING: Relaxed. Nothing is done with the message here; `try_receive` acquires for
        // itself, and on this thread it cannot see an older state.
        self.state.load(Relaxed) == READY
    }

    /// Takes the message out of the cell, if it is there. Only one call gets it.
    pub fn try_receive(&self) -> Option<T> {
        // ORDERING: Acquire, the partner of the Release in `send`.
        self.state
            .compare_exchange(READY, TAKEN, Acquire, Relaxed)
            .ok()?;
        // SAFETY: the state was `READY`, so the message is there. It is `TAKEN` now, so nobody else
        // gets here.
        Some(unsafe { (*self.message.get()).assume_init_read() })
    }
}

impl<T> Drop for OneShot<T> {
    fn drop(&mut self) {
        if *self.state.get_mut() == READY {
            // SAFETY: the message is there, and nobody else has the cell any more.
            unsafe { self.message.get_mut().assume_init_drop() };
        }
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
