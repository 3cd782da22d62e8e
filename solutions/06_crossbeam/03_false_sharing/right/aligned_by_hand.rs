//@ title: An alignment of one's own, and the caller counts as well

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// A counter that has its lines to itself. crossbeam knows of no processor that fetches more than
/// this at a time.
#[derive(Default)]
#[repr(align(256))]
struct Alone(AtomicU64);

/// A counter for each worker.
pub struct Tally(Box<[Alone]>);

impl Tally {
    /// A tally for so many workers. All counters are zero.
    pub fn new(workers: usize) -> Self {
        Tally((0..workers).map(|_| Alone::default()).collect())
    }

    /// For how many workers it is.
    pub fn workers(&self) -> usize {
        self.0.len()
    }

    /// The counter of this worker. No two of them are in the same cache line.
    pub fn counter(&self, worker: usize) -> &AtomicU64 {
        &self.0[worker].0
    }

    /// The sum of all counters.
    pub fn total(&self) -> u64 {
        // ORDERING: Relaxed, a number and nothing behind it.
        let counts = self
            .0
            .iter()
            .map(|Alone(count)| count.load(Ordering::Relaxed));
        counts.sum()
    }
}

/// Counts the items for which `is_hit` says yes, on as many threads as the tally has counters.
pub fn count_hits<T: Sync>(tally: &Tally, items: &[T], is_hit: impl Fn(&T) -> bool + Sync) {
    let workers = tally.workers();
    // As when cards are dealt: each takes every `workers`-th item.
    let count = |worker: usize| {
        for item in items.iter().skip(worker).step_by(workers) {
            if is_hit(item) {
                // ORDERING: Relaxed. The end of the scope makes the count known.
                tally.counter(worker).fetch_add(1, Ordering::Relaxed);
            }
        }
    };
    thread::scope(|scope| {
        let count = &count;
        for worker in 1..workers {
            scope.spawn(move || count(worker));
        }
        count(0);
    });
}
