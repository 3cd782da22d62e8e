//@ title: The loop does not compare again
//@ idea: "I look again and try again until the exchange works."
//@ test: the_greatest_of_two_stays
//@ kind: panic
//@ says: the greatest is lost

use std::sync::atomic::{AtomicU64, Ordering};

/// After a failed exchange the maximum may be greater than ours. Then there is nothing to write.
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
        let mut seen = self.greatest.load(Ordering::SeqCst);
        if new <= seen {
            return false;
        }
        while let Err(now) =
            self.greatest
                .compare_exchange_weak(seen, new, Ordering::SeqCst, Ordering::SeqCst)
        {
            seen = now;
        }
        true
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
