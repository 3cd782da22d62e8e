//@ title: A local count, put in at the end
//@ idea: "Counting in a local variable shares nothing at all."
//@ test: a_hit_is_counted_before_the_next_item
//@ kind: assert
//@ says: put into the tally only at the end

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

/// The best cure where nobody watches. Here somebody does, and sees zero until the end.
///
/// Each thread counts on a counter of its own, and counts a hit before it looks at the next item.
pub fn count_hits<T: Sync>(tally: &Tally, items: &[T], is_hit: impl Fn(&T) -> bool + Sync) {
    let share = items.len().div_ceil(tally.workers()).max(1);
    let is_hit = &is_hit;
    thread::scope(|scope| {
        for (worker, share) in items.chunks(share).enumerate() {
            let counter = tally.counter(worker);
            scope.spawn(move || {
                let hits = share.iter().filter(|item| is_hit(item)).count();
                counter.fetch_add(hits as u64, Ordering::Relaxed);
            });
        }
    });
}
