//@ title: The exchange is tried once
//@ idea: "If the exchange fails, somebody else has set a new maximum."
//@ test: the_greatest_of_two_stays
//@ kind: panic
//@ says: the one with 5 was told that it is no record

use std::sync::atomic::{AtomicU64, Ordering};

/// Somebody has; perhaps a smaller one.
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
        let seen = self.greatest.load(Ordering::SeqCst);
        new > seen
            && self
                .greatest
                .compare_exchange(seen, new, Ordering::SeqCst, Ordering::SeqCst)
                .is_ok()
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
