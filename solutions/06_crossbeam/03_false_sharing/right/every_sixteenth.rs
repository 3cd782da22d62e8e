//@ title: A long list of plain atomics, most of which stay unused, and items that are drawn

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;

use crossbeam::utils::CachePadded;

/// From one counter to the next: 16 of them where `CachePadded` takes 128 bytes.
const STEP: usize = size_of::<CachePadded<AtomicU64>>() / size_of::<AtomicU64>();

/// A counter for each worker.
pub struct Tally {
    /// Every `STEP`-th is in use.
    counters: Vec<AtomicU64>,
}

impl Tally {
    /// A tally for so many workers. All counters are zero.
    pub fn new(workers: usize) -> Self {
        let mut counters = Vec::new();
        counters.resize_with(workers * STEP, AtomicU64::default);
        Tally { counters }
    }

    /// For how many workers it is.
    pub fn workers(&self) -> usize {
        self.counters.len() / STEP
    }

    /// The counter of this worker. No two of them are in the same cache line.
    pub fn counter(&self, worker: usize) -> &AtomicU64 {
        &self.counters[worker * STEP]
    }

    /// The sum of all counters.
    pub fn total(&self) -> u64 {
        let counters = self.counters.iter().step_by(STEP);
        // ORDERING: Relaxed, a number and nothing behind it.
        counters.fold(0, |sum, counter| sum + counter.load(Ordering::Relaxed))
    }
}

/// Counts the items for which `is_hit` says yes, on as many threads as the tally has counters.
pub fn count_hits<T: Sync>(tally: &Tally, items: &[T], is_hit: impl Fn(&T) -> bool + Sync) {
    // This number is shared by all: it is what balances the work, and what it costs. Worth it
    // where an item takes long.
    let next = CachePadded::new(AtomicUsize::new(0));
    thread::scope(|scope| {
        for worker in 0..tally.workers() {
            let (next, is_hit) = (&next, &is_hit);
            scope.spawn(move || {
                // ORDERING: Relaxed, for both: each item is drawn once, and nothing is announced.
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if is_hit(item) {
                        tally.counter(worker).fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
}
