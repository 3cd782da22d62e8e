//@ title: My counter, my count
//@ idea: "The counter is mine alone, so I can store what I have counted."
//@ test: every_item_is_looked_at_once_and_no_hit_is_lost
//@ kind: assert
//@ says: Two calls add up

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crossbeam::utils::CachePadded;

/// A counter for each worker.
pub struct Tally {
    counters: Vec<CachePadded<AtomicU64>>,
}

impl Tally {
    /// A tally for so many workers. All counters are zero.
    pub fn new(workers: usize) -> Self {
        Tally {
            counters: (0..workers).map(|_| CachePadded::default()).collect(),
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

/// Forgets what the counter held before.
///
/// Each thread counts on a counter of its own, and counts a hit before it looks at the next item.
pub fn count_hits<T: Sync>(tally: &Tally, items: &[T], is_hit: impl Fn(&T) -> bool + Sync) {
    let share = items.len().div_ceil(tally.workers()).max(1);
    let is_hit = &is_hit;
    thread::scope(|scope| {
        for (worker, share) in items.chunks(share).enumerate() {
            let counter = tally.counter(worker);
            scope.spawn(move || {
                let mut hits = 0;
                for item in share {
                    if is_hit(item) {
                        hits += 1;
                        counter.store(hits, Ordering::Relaxed);
                    }
                }
            });
        }
    });
}
