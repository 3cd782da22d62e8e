//@ title: A flag and a number
//@ idea: "Each of the two is atomic, so both together are."
//@ test: what_is_seen_was_recorded
//@ kind: panic
//@ says: one part of a record seen without the other

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Between the two writes there is a flag without a value.
pub struct RunningMax {
    any: AtomicBool,
    greatest: AtomicU32,
}

impl RunningMax {
    pub const fn new() -> Self {
        RunningMax {
            any: AtomicBool::new(false),
            greatest: AtomicU32::new(0),
        }
    }

    pub fn record(&self, value: u32) -> bool {
        let first = !self.any.swap(true, Ordering::SeqCst);
        let before = self.greatest.fetch_max(value, Ordering::SeqCst);
        first || before < value
    }

    pub fn get(&self) -> Option<u32> {
        self.any
            .load(Ordering::SeqCst)
            .then(|| self.greatest.load(Ordering::SeqCst))
    }
}

impl Default for RunningMax {
    fn default() -> Self {
        Self::new()
    }
}
