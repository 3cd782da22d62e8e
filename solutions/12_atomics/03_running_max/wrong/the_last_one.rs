//@ title: The last value instead of the greatest
//@ idea: "The newest value is the one that counts."
//@ test: one_thread_records
//@ kind: panic
//@ says: 5 is no record after 5

use std::sync::atomic::{AtomicU64, Ordering};

/// Never looks at what is there.
pub struct RunningMax {
    greatest: AtomicU64,
}

impl RunningMax {
    pub const fn new() -> Self {
        RunningMax {
            greatest: AtomicU64::new(0),
        }
    }

    pub fn record(&self, value: u32) -> bool {
        let new = u64::from(value) + 1;
        self.greatest.swap(new, Ordering::SeqCst) < new
    }

    pub fn get(&self) -> Option<u32> {
        let greatest = self.greatest.load(Ordering::SeqCst);
        greatest.checked_sub(1).map(|value| value as u32)
    }
}

impl Default for RunningMax {
    fn default() -> Self {
        Self::new()
    }
}
