//! What the compiler works out for a guard, once we have promised something of the lock.

use std::cell::{Cell, UnsafeCell};

// ANCHOR: program
/// A lock; the bit does not matter here.
pub struct Lock<T> {
    value: UnsafeCell<T>,
}

// SAFETY: one thread at a time gets at the value, so it need not be `Sync`. It
// goes from thread to thread, so it must be `Send`.
unsafe impl<T: Send> Sync for Lock<T> {}

/// A guard. To the compiler it is a reference to a lock.
pub struct Guard<'a, T> {
    lock: &'a Lock<T>,
}

/// Compiles for what threads may share.
fn may_be_shared<T: Sync>() {}

/// A `Cell` must not be shared. A guard that gives out a `&Cell` may be, says
/// the compiler.
pub fn too_generous() {
    may_be_shared::<Guard<'static, Cell<u32>>>();
}
// ANCHOR_END: program

impl<'a, T> Guard<'a, T> {
    /// Takes the lock.
    pub fn of(lock: &'a Lock<T>) -> Self {
        Guard { lock }
    }

    /// The value.
    pub fn value(&self) -> *mut T {
        self.lock.value.get()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_compiles() {
        super::too_generous();
    }
}
