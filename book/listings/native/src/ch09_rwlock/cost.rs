//! A mutex and a read-write lock under the same work, timed.

use std::hint::black_box;
use std::sync::{Mutex, RwLock};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: work
/// What is done with the lock held: nothing much, or a walk over this many
/// numbers.
fn walk(numbers: &[u64], length: usize) -> u64 {
    numbers[..length]
        .iter()
        .fold(0, |sum, number| sum.wrapping_mul(31).wrapping_add(*number))
}
// ANCHOR_END: work

/// The time in which each of so many threads has read `rounds` times.
fn timed(
    threads: usize,
    rounds: usize,
    read: impl Fn() -> u64 + Sync,
) -> Duration {
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for _ in 0..rounds {
                    black_box(read());
                }
            });
        }
    });
    start.elapsed()
}

/// With a mutex.
pub fn mutex(threads: usize, rounds: usize, length: usize) -> Duration {
    let numbers = Mutex::new(vec![1; length]);
    timed(threads, rounds, || walk(&numbers.lock().unwrap(), length))
}

/// With a read-write lock, reading only: its best case.
pub fn rwlock(threads: usize, rounds: usize, length: usize) -> Duration {
    let numbers = RwLock::new(vec![1; length]);
    timed(threads, rounds, || walk(&numbers.read().unwrap(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_locks_do_the_same_work() {
        assert_eq!(walk(&[1, 2], 2), 33);
        mutex(2, 10, 2);
        rwlock(2, 10, 2);
    }
}
