//@ title: Compare, then store
//@ idea: "I write only when mine is greater, so it can only grow."
//@ test: the_greatest_of_two_stays
//@ test: one_of_two_equal_values_is_the_record
//@ kind: panic
//@ says: the greatest is lost
//@ says: the answer and the write come from different moments

use std::sync::atomic::{AtomicU64, Ordering};

/// The comparison was true when it was made. Right on nearly every run.
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
        if new > self.greatest.load(Ordering::SeqCst) {
            self.greatest.store(new, Ordering::SeqCst);
            return true;
        }
        false
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
