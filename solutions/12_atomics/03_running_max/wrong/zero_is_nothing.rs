//@ title: Zero stands for nothing
//@ idea: "Nobody will record a zero."
//@ test: the_least_and_the_greatest_number_can_be_recorded
//@ kind: panic
//@ says: no value may stand for

use std::sync::atomic::{AtomicU64, Ordering};

/// Somebody will.
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
        let new = u64::from(value);
        self.greatest.fetch_max(new, Ordering::SeqCst) < new
    }

    pub fn get(&self) -> Option<u32> {
        match self.greatest.load(Ordering::SeqCst) {
            0 => None,
            greatest => Some(greatest as u32),
        }
    }
}

impl Default for RunningMax {
    fn default() -> Self {
        Self::new()
    }
}
