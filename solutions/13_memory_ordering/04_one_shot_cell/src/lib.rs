//! A channel for one message, made of an atomic and an `UnsafeCell`.

use std::cell::UnsafeCell;
use std::sync::atomic::{
    AtomicU8,
    Ordering::{Acquire, Relaxed, Release},
};

/// Nobody has sent yet.
const EMPTY: u8 = 0;
/// One sender has claimed the cell, and is writing.
const WRITING: u8 = 1;
/// The message is there.
const READY: u8 = 2;
/// A receiver has claimed the message. The cell stays like this: there is only one message.
const TAKEN: u8 = 3;

/// Carries one message from one thread to another.
pub struct OneShot<T> {
    // The state only ever grows, from `EMPTY` to `TAKEN`. Each step of it is taken by one thread,
    // and says who may use `message`.
    state: AtomicU8,
    // An `Option` costs a byte or so more than a `MaybeUninit`, and drops itself. With
    // `MaybeUninit`, a `Drop` that looks at `state` would have to do it.
    message: UnsafeCell<Option<T>>,
}

// SAFETY: `message` is used by the one thread that has claimed it, and the two claims are ordered.
// The message goes from thread to thread, so it must be `Send`. No two threads ever hold a
// reference to it, so it need not be `Sync`.
unsafe impl<T: Send> Sync for OneShot<T> {}

impl<T> OneShot<T> {
    /// An empty cell.
    pub const fn new() -> Self {
        OneShot {
            state: AtomicU8::new(EMPTY),
            message: UnsafeCell::new(None),
        }
    }

    /// Puts the message into the cell. Only one `send` in the life of a cell is accepted; every
    /// other one gets its message back.
    pub fn send(&self, message: T) -> Result<(), T> {
        // Looking and claiming is one step, so one sender only gets past this line.
        // ORDERING: Relaxed; the claim keeps other senders out, and hands nothing over. What was in
        // the cell before is the `None` of `new`, which whoever has the cell knows of already.
        if self
            .state
            .compare_exchange(EMPTY, WRITING, Relaxed, Relaxed)
            .is_err()
        {
            return Err(message);
        }
        // SAFETY: this thread alone has changed EMPTY to WRITING, and no receiver comes near before
        // the state is READY.
        unsafe { *self.message.get() = Some(message) };
        // ORDERING: Release, for the Acquire in `try_receive`: the message has been written when
        // that sees READY.
        self.state.store(READY, Release);
        Ok(())
    }

    /// Whether there is a message to be received.
    pub fn is_ready(&self) -> bool {
        // ORDERING: Relaxed; the answer gives no right to touch the message. Only `try_receive`
        // does that, and it looks for itself. It cannot see an older state than this load has.
        self.state.load(Relaxed) == READY
    }

    /// Takes the message out of the cell, if it is there. Only one call gets it.
    pub fn try_receive(&self) -> Option<T> {
        // Looking and claiming is one step here, too: of two receivers, one finds READY.
        // ORDERING: Acquire, for the Release in `send`. Relaxed when it fails: nothing is taken.
        self.state
            .compare_exchange(READY, TAKEN, Acquire, Relaxed)
            .ok()?;
        // SAFETY: this thread alone has changed READY to TAKEN; the sender has finished.
        unsafe { (*self.message.get()).take() }
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
