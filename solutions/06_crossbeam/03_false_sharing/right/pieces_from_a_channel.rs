//@ title: Padded boxes, and pieces of the list that come from a channel

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crossbeam::channel;
use crossbeam::thread;
use crossbeam::utils::CachePadded;

/// A counter for each worker.
pub struct Tally {
    // The allocator keeps to the alignment, wherever it puts them.
    counters: Vec<Box<CachePadded<AtomicU64>>>,
}

impl Tally {
    /// A tally for so many workers. All counters are zero.
    pub fn new(workers: usize) -> Self {
        Tally {
            counters: (0..workers).map(|_| Box::default()).collect(),
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
        // ORDERING: Relaxed, a number and nothing behind it.
        self.counters.iter().map(|it| it.load(Relaxed)).sum()
    }
}

/// Counts the items for which `is_hit` says yes, on as many threads as the tally has counters.
pub fn count_hits<T: Sync>(tally: &Tally, items: &[T], is_hit: impl Fn(&T) -> bool + Sync) {
    // Several pieces for each worker, so that a slow one holds up nobody.
    let length = items.len() / (4 * tally.workers()) + 1;
    let (give, pieces) = channel::unbounded();
    for piece in items.chunks(length) {
        give.send(piece).expect("`pieces` is still here");
    }
    // Closed: who finds it empty is done.
    drop(give);

    thread::scope(|scope| {
        for counter in &tally.counters {
            let (pieces, is_hit) = (pieces.clone(), &is_hit);
            scope.spawn(move |_| {
                for item in pieces.iter().flatten() {
                    if is_hit(item) {
                        // ORDERING: Relaxed. The end of the scope makes the count known.
                        counter.fetch_add(1, Relaxed);
                    }
                }
            });
        }
    })
    .expect("`is_hit` does not panic");
}
