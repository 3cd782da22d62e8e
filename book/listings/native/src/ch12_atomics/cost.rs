//! One number, several threads: lost updates counted, and ways to add one timed.

use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// A way to add one to a number.
pub type AddOne = fn(&AtomicU64);

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
/// times, and how long it took.
pub fn add(
    threads: usize,
    rounds: u64,
    add_one: impl Fn(&AtomicU64) + Sync,
) -> (u64, Duration) {
    let number = AtomicU64::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for _ in 0..rounds {
                    add_one(black_box(&number));
                }
            });
        }
    });
    (number.load(Relaxed), start.elapsed())
}

/// The same with a mutex.
pub fn add_under_a_mutex(threads: usize, rounds: u64) -> (u64, Duration) {
    let number = Mutex::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for _ in 0..rounds {
                    *black_box(&number).lock().unwrap() += 1;
                }
            });
        }
    });
    let elapsed = start.elapsed();
    (number.into_inner().unwrap(), elapsed)
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
