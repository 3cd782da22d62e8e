//@ title: A counter each, side by side
//@ idea: "Nobody else touches my counter, so nobody disturbs me."
//@ test: no_two_counters_share_a_cache_line
//@ kind: assert
//@ says: 8 bytes apart

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// A counter for each worker, eight in a line.
pub struct Tally {
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
        self.counters
            .iter()
            .map(|counter| counter.load(Ordering::Relaxed))
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
        for (worker, share) in items.chunks(share).enumerate() {
            let counter = tally.counter(worker);
            scope.spawn(move || {
                for item in share {
                    if is_hit(item) {
                        counter.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
}
