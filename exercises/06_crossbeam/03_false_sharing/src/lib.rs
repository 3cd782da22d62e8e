//! One counter for each worker, and no two in the same cache line.
//!
//! `cargo run --release -p false_sharing` measures it. The statement is in README.md.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// A counter for each worker.
pub struct Tally {
    // TODO: how far is a counter from its neighbour?
    counters: Vec<AtomicU64>,
}

impl Tally {
    /// A tally for so many workers. All counters are zero.
    pub fn new(workers: usize) -> Self {
        Tally {
            counters: (0..workers).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    /// For how many workers it is.
    pub fn workers(&self) -> usize {
        self.counters.len()
    }

    /// The counter of this worker. No two of them are in the same cache line.
    pub fn counter(&self, worker: usize) -> &AtomicU64 {
        &self.counters[worker]
    }

    /// The sum of all counters.
    pub fn total(&self) -> u64 {
        (0..self.workers())
            .map(|worker| self.counter(worker).load(Ordering::Relaxed))
            .sum()
    }
}

/// Counts the items for which `is_hit` says yes, on as many threads as the tally has counters.
///
/// Each thread counts on a counter of its own, and counts a hit before it looks at the next item.
pub fn count_hits<T: Sync>(tally: &Tally, items: &[T], is_hit: impl Fn(&T) -> bool + Sync) {
    let share = items.len().div_ceil(tally.workers()).max(1);
    let is_hit = &is_hit;
    thread::scope(|scope| {
        for share in items.chunks(share) {
            scope.spawn(move || {
                for item in share {
                    if is_hit(item) {
                        // TODO: all workers queue up here.
                        tally.counter(0).fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
}
