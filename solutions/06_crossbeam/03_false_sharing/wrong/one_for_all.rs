//@ title: One counter for all
//@ idea: "An atomic can take additions from all of them."
//@ test: each_worker_has_a_counter_of_its_own
//@ kind: assert
//@ says: does each thread count on one counter

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

/// Right, and all workers queue up at the first counter.
///
/// Each thread counts on a counter of its own, and counts a hit before it looks at the next item.
pub fn count_hits<T: Sync>(tally: &Tally, items: &[T], is_hit: impl Fn(&T) -> bool + Sync) {
    let share = items.len().div_ceil(tally.workers()).max(1);
    let is_hit = &is_hit;
    thread::scope(|scope| {
        for share in items.chunks(share) {
            let counter = tally.counter(0);
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
