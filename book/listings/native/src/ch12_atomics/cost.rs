//! One number, several threads: lost updates counted, and ways to add one timed.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A way to add one to a number.
pub type AddOne = fn(&AtomicU64);

/// A load, for comparison: it adds nothing.
pub fn load_only(number: &AtomicU64) {
    black_box(number.load(Relaxed));
}

/// A load and a store: two steps.
pub fn load_and_store(number: &AtomicU64) {
    number.store(number.load(Relaxed) + 1, Relaxed);
}

/// One step.
pub fn fetch_add(number: &AtomicU64) {
    number.fetch_add(1, Relaxed);
}

/// A loop that tries until nobody came in between.
pub fn exchange_loop(number: &AtomicU64) {
    let mut seen = number.load(Relaxed);
    while let Err(now) =
        number.compare_exchange_weak(seen, seen + 1, Relaxed, Relaxed)
    {
        seen = now;
    }
}

/// What a number says when each of so many threads has added one `rounds`
/// times, and how long it took from when all threads were there.
pub fn add(
    threads: usize,
    rounds: u64,
    add_one: impl Fn(&AtomicU64) + Sync,
) -> (u64, Duration) {
    let number = AtomicU64::new(0);
    let time = timed(threads, rounds, || add_one(black_box(&number)));
    (number.into_inner(), time)
}

/// The same with a mutex.
pub fn add_under_a_mutex(threads: usize, rounds: u64) -> (u64, Duration) {
    let number = Mutex::new(0);
    let time =
        timed(threads, rounds, || *black_box(&number).lock().unwrap() += 1);
    (number.into_inner().unwrap(), time)
}

/// The time from when all threads are there until the last has done its rounds.
fn timed(threads: usize, rounds: u64, step: impl Fn() + Sync) -> Duration {
    let all_there = Barrier::new(threads);
    let (step, all_there) = (&step, &all_there);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(move || {
                    all_there.wait();
                    let start = Instant::now();
                    for _ in 0..rounds {
                        step();
                    }
                    start.elapsed()
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("no step panics"))
            .max()
            .expect("there are threads")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_one_step_loses_nothing() {
        assert_eq!(add(2, 1_000, fetch_add).0, 2_000);
        assert_eq!(add(2, 1_000, exchange_loop).0, 2_000);
        assert_eq!(add_under_a_mutex(2, 1_000).0, 2_000);
    }

    #[test]
    fn alone_a_load_and_a_store_lose_nothing() {
        assert_eq!(add(1, 1_000, load_and_store).0, 1_000);
        assert!(add(2, 1_000, load_and_store).0 <= 2_000);
    }
}
