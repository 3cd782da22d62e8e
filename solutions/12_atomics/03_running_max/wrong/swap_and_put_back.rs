//@ title: Swap, and put the greater one back
//@ idea: "If the old one was greater, I write it back."
//@ test: the_maximum_never_goes_back
//@ test: the_greatest_of_three_stays
//@ kind: panic
//@ says: the maximum went back
//@ says: the greatest is lost

use std::sync::atomic::{AtomicU64, Ordering};

/// In between, everybody sees the smaller one; and what is put back may no longer be the greatest.
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
        let old = self.greatest.swap(new, Ordering::SeqCst);
        if old > new {
            self.greatest.store(old, Ordering::SeqCst);
        }
        old < new
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
