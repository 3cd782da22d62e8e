//! One counter for each worker, and no two in the same cache line.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crossbeam::utils::CachePadded;

/// A counter for each worker.
pub struct Tally {
    // Around *each* counter, and not around the `Vec`: what must be apart is one counter and the next.
    // `CachePadded` is aligned to its size (128 bytes on x86-64 and ARM64), so each counter also keeps
    // away from whatever the allocator puts before the first and behind the last.
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
        // `CachePadded<T>` dereferences to `T`.
        &self.counters[worker]
    }

    /// The sum of all counters.
    pub fn total(&self) -> u64 {
        // While the workers count, this is a sum of values that may never have been there all at one
        // moment. Each of them only grows, so the sum is between the totals at the beginning and at
        // the end of the call. That is what progress needs.
        //
        // ORDERING: Relaxed. A number is read, and nothing that it would announce.
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
    // At most `workers` shares, and none is empty. `chunks(0)` would panic.
    let share = items.len().div_ceil(tally.workers()).max(1);
    let is_hit = &is_hit;
    thread::scope(|scope| {
        for (worker, share) in items.chunks(share).enumerate() {
            let counter = tally.counter(worker);
            scope.spawn(move || {
                for item in share {
                    if is_hit(item) {
                        // Nobody else writes here, so a load and a store would do, too. `fetch_add`
                        // stays right if that ever changes. It is cheap as long as the line is this
                        // core's alone.
                        //
                        // ORDERING: Relaxed. The count orders nothing, and the end of the scope makes
                        // it known to whoever called.
                        counter.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
}
