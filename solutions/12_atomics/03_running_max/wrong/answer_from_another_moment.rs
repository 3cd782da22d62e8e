//@ title: The answer comes from another moment
//@ idea: "The maximum itself is right: fetch_max sees to that."
//@ test: one_of_two_equal_values_is_the_record
//@ kind: panic
//@ says: 2 were told that it is a record

use std::sync::atomic::{AtomicU64, Ordering};

/// It is. But what `fetch_max` returned would have been the answer, and it was thrown away.
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
        let is_record = new > self.greatest.load(Ordering::SeqCst);
        self.greatest.fetch_max(new, Ordering::SeqCst);
        is_record
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
