//@ title: An `AtomicI64` that begins below zero, and a weak exchange in a loop

use std::sync::atomic::{AtomicI64, Ordering};

/// Less than every value.
const NOTHING: i64 = -1;

/// The greatest of the values recorded so far.
pub struct RunningMax {
    greatest: AtomicI64,
}

impl RunningMax {
    /// Nothing is recorded yet.
    pub const fn new() -> Self {
        RunningMax {
            greatest: AtomicI64::new(NOTHING),
        }
    }

    /// Records a value. Says whether it is greater than all that were recorded before.
    pub fn record(&self, value: u32) -> bool {
        let value = i64::from(value);
        // ORDERING: Relaxed, everywhere. The number says nothing about other memory.
        let mut seen = self.greatest.load(Ordering::Relaxed);
        // Compared again on each round. An old number can only be too small, and then the exchange
        // fails. So a `false` is right, even if it comes from an old number.
        while value > seen {
            match self.greatest.compare_exchange_weak(
                seen,
                value,
                Ordering::Relaxed,
                Ordering::Relaxed,
            ) {
                Ok(_) => return true,
                Err(now) => seen = now,
            }
        }
        false
    }

    /// The greatest value so far; `None` as long as nothing was recorded.
    pub fn get(&self) -> Option<u32> {
        // `NOTHING` is the one number that is no `u32`.
        u32::try_from(self.greatest.load(Ordering::Relaxed)).ok()
    }
}

impl Default for RunningMax {
    fn default() -> Self {
        Self::new()
    }
}
