//! A tally.
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

/// Counts.
#[derive(Default)]
pub struct Tally {
    value: AtomicU64,
}

impl Tally {
    /// Adds one.
    pub fn add(&self) {
        // TODO: two steps are one too many.
        let seen = self.value.load(SeqCst);
        self.value.store(seen + 1, SeqCst);
    }

    /// How many there were.
    pub fn get(&self) -> u64 {
        self.value.load(SeqCst)
    }
}
