//@ title: An `Option` in a `Mutex`

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The greatest of the values recorded so far.
pub struct RunningMax {
    greatest: Mutex<Option<u32>>,
}

impl RunningMax {
    /// Nothing is recorded yet.
    pub const fn new() -> Self {
        RunningMax {
            greatest: Mutex::new(None),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<u32>> {
        // Nobody can leave it half changed, so a poisoned lock is as good as another.
        self.greatest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a value. Says whether it is greater than all that were recorded before.
    pub fn record(&self, value: u32) -> bool {
        let mut greatest = self.lock();
        // `None` is less than every `Some`.
        let record = Some(value) > *greatest;
        if record {
            *greatest = Some(value);
        }
        record
    }

    /// The greatest value so far; `None` as long as nothing was recorded.
    pub fn get(&self) -> Option<u32> {
        *self.lock()
    }
}

impl Default for RunningMax {
    fn default() -> Self {
        Self::new()
    }
}
