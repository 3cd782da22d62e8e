//@ title: One atomic for all
//@ idea: "A global counter that loses nothing is what is wanted."
//@ test: each_thread_counts_its_own
//@ kind: panic
//@ says: each thread must have a number of its own

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static HITS: AtomicU64 = AtomicU64::new(0);

/// The total is right. But nobody has a number of their own, and all cores fight for this one.
pub fn hit() {
    HITS.fetch_add(1, Relaxed);
}

pub fn own_hits() -> u64 {
    HITS.load(Relaxed)
}

pub fn total_hits() -> u64 {
    HITS.load(Relaxed)
}
