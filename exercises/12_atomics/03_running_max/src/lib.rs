//! The greatest value that any thread has recorded.
//!
//! Make sure that no greater value is lost, whatever the threads' timing. The statement is in README.md.

use std::sync::atomic::{AtomicU64, Ordering};

/// The greatest of the values recorded so far.
pub struct RunningMax {
    // TODO: nothing yet, or 0? Both look the same here.
    greatest: AtomicU64,
}

impl RunningMax {
    /// Nothing is recorded yet.
    pub const fn new() -> Self {
        RunningMax {
            greatest: AtomicU64::new(0),
        }
    }

    /// Records a value. Says whether it is greater than all that were recorded before.
    pub fn record(&self, value: u32) -> bool {
        let new = u64::from(value);
        // TODO: is the comparison still true when the value is stored?
        if new > self.greatest.load(Ordering::SeqCst) {
            self.greatest.store(new, Ordering::SeqCst);
            return true;
        }
        false
    }

    /// The greatest value so far; `None` as long as nothing was recorded.
    pub fn get(&self) -> Option<u32> {
        u32::try_from(self.greatest.load(Ordering::SeqCst)).ok()
    }
}

impl Default for RunningMax {
    fn default() -> Self {
        Self::new()
    }
}
