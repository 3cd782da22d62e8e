//@ title: One thread does it all
//@ idea: "The total is right, so it does not matter who counts."
//@ test: each_worker_has_a_counter_of_its_own
//@ kind: assert
//@ says: must look at items at the same time

use std::sync::atomic::{AtomicU64, Ordering};

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

/// Fills one counter after the other, on the thread that called it.
///
/// Each thread counts on a counter of its own, and counts a hit before it looks at the next item.
pub fn count_hits<T: Sync>(tally: &Tally, items: &[T], is_hit: impl Fn(&T) -> bool + Sync) {
    let share = items.len().div_ceil(tally.workers()).max(1);
    let is_hit = &is_hit;
    for (worker, share) in items.chunks(share).enumerate() {
        let counter = tally.counter(worker);
        for item in share {
            if is_hit(item) {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}
