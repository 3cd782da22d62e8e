//@ title: An `AtomicPtr` to a box, and no `UnsafeCell`

use std::marker::PhantomData;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

/// Carries one message from one thread to another.
pub struct OneShot<T> {
    /// Null: nothing was sent. `gone()`: it was received. Otherwise it is the message, in a box.
    message: AtomicPtr<T>,
    /// An `AtomicPtr` may be sent and shared whatever it points to. This has it depend on `T`.
    _owns: PhantomData<T>,
}

// SAFETY: the message goes from thread to thread, so it must be `Send`. It is never shared: who has
// taken the pointer out of the atomic is the only one to have it.
unsafe impl<T: Send> Sync for OneShot<T> {}

/// What stands in the place of a message that was received. Never dereferenced.
fn gone<T>() -> *mut T {
    // A place of its own, so that it is the address of no box.
    static GONE: u64 = 0;
    (&raw const GONE).cast_mut().cast()
}

impl<T> OneShot<T> {
    /// An empty cell.
    pub const fn new() -> Self {
        OneShot {
            message: AtomicPtr::new(ptr::null_mut()),
            _owns: PhantomData,
        }
    }

    /// Puts the message into the cell. Only one `send` in the life of a cell is accepted; every
    /// other one gets its message back.
    pub fn send(&self, message: T) -> Result<(), T> {
        let message = Box::into_raw(Box::new(message));
        // To claim the cell and to announce the message is one step: it is complete already.
        //
        // ORDERING: Release, the partner of the Acquire in `try_receive`.
        match self.message.compare_exchange(
            ptr::null_mut(),
            message,
            Ordering::Release,
            Ordering::Relaxed,
        ) {
            Ok(_) => Ok(()),
            // SAFETY: it came from a box, and nobody else has seen it.
            Err(_) => Err(*unsafe { Box::from_raw(message) }),
        }
    }

    /// Whether there is a message to be received.
    pub fn is_ready(&self) -> bool {
        // ORDERING: Relaxed. The message is not looked at.
        Self::is_message(self.message.load(Ordering::Relaxed))
    }

    fn is_message(pointer: *mut T) -> bool {
        !pointer.is_null() && pointer != gone()
    }

    /// Takes the message out of the cell, if it is there. Only one call gets it.
    pub fn try_receive(&self) -> Option<T> {
        // ORDERING: Acquire on success, the partner of the Release in `send`. Relaxed on failure:
        // then nothing is there, or it is another's.
        let message = self
            .message
            .try_update(Ordering::Acquire, Ordering::Relaxed, |pointer| {
                Self::is_message(pointer).then(gone)
            })
            .ok()?;
        // SAFETY: it came from a box, and this thread is the one that has put `gone()` in its place.
        Some(*unsafe { Box::from_raw(message) })
    }
}

impl<T> Drop for OneShot<T> {
    fn drop(&mut self) {
        // Nobody else has the cell any more. What was never received is received here.
        drop(self.try_receive());
    }
}

impl<T> Default for OneShot<T> {
    fn default() -> Self {
        Self::new()
    }
}
