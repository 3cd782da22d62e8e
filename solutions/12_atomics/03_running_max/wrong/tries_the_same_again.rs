//@ title: The loop tries the same again
//@ idea: "If it fails, I try again until it works."
//@ test: the_greatest_of_two_stays
//@ kind: livelock
//@ says: the value that it saw first

use std::sync::atomic::{AtomicU64, Ordering};

/// The maximum never goes back to what was seen first.
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
        if new <= seen {
            return false;
        }
        while self
            .greatest
            .compare_exchange(seen, new, Ordering::SeqCst, Ordering::SeqCst)
            .is_err()
        {
            std::hint::spin_loop();
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
