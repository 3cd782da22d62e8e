//! Threads that count: in one atomic for all, or each in a thread-local.

use std::cell::Cell;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

static FOR_ALL: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static OWN: Cell<u64> = const { Cell::new(0) };
}

/// Counts in the static.
pub fn for_all() {
    FOR_ALL.fetch_add(1, Relaxed);
}

/// Counts in the thread's own.
pub fn own() {
    // The optimiser would else add up all rounds at once.
    OWN.set(std::hint::black_box(OWN.get()) + 1);
}

/// The longest time that one of so many threads took to count so often, from
/// when all were there.
pub fn timed(threads: usize, rounds: u64, count: fn()) -> Duration {
    let all_there = Barrier::new(threads);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    all_there.wait();
                    let start = Instant::now();
                    for _ in 0..rounds {
                        count();
                    }
                    start.elapsed()
                })
            })
            .collect();
        let times = workers.into_iter().map(|worker| worker.join().unwrap());
        times.max().unwrap()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_static_counts_for_all_and_the_thread_local_for_one() {
        timed(2, 10, for_all);
        timed(2, 10, own);
        assert_eq!(FOR_ALL.load(Relaxed), 20);
        assert_eq!(OWN.get(), 0, "this thread has not counted");
    }
}
