//@ title: The flag is in the cell, too
//@ idea: "A `bool` is written in one go, so it needs no atomic."
//@ test: what_was_written_is_what_is_read
//@ test: of_two_senders_one_is_accepted
//@ kind: data_race
//@ says: nothing says which came first

use std::cell::UnsafeCell;

/// The message, and whether there has been one, in plain memory.
struct Inside<T> {
    sent: bool,
    message: Option<T>,
}

/// Carries one message from one thread to another.
pub struct OneShot<T> {
    inside: UnsafeCell<Inside<T>>,
}

// SAFETY: none: nothing keeps two threads apart.
unsafe impl<T: Send> Sync for OneShot<T> {}

impl<T> OneShot<T> {
    pub const fn new() -> Self {
        OneShot {
            inside: UnsafeCell::new(Inside {
                sent: false,
                message: None,
            }),
        }
    }

    #[allow(clippy::mut_from_ref, reason = "this is the mistake")]
    fn inside(&self) -> &mut Inside<T> {
        // SAFETY: none.
        unsafe { &mut *self.inside.get() }
    }

    pub fn send(&self, message: T) -> Result<(), T> {
        let inside = self.inside();
        if inside.sent {
            return Err(message);
        }
        inside.message = Some(message);
        inside.sent = true;
        Ok(())
    }

    pub fn is_ready(&self) -> bool {
        self.inside().message.is_some()
    }

    pub fn try_receive(&self) -> Option<T> {
        self.inside().message.take()
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
