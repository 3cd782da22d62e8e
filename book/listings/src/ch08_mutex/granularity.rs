//! How much is done while the lock is held.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

/// Counts how many threads do the long work at the same time, and the most
/// there were.
#[derive(Default)]
struct Workplace {
    working: AtomicUsize,
    most: AtomicUsize,
}

impl Workplace {
    /// Stands for something that takes long.
    fn long_work(&self) -> u32 {
        let now = self.working.fetch_add(1, SeqCst) + 1;
        self.most.fetch_max(now, SeqCst);
        self.working.fetch_sub(1, SeqCst);
        1
    }
}

// ANCHOR: coarse
/// Works with the lock held. Returns how many threads worked at the same time.
pub fn work_with_the_lock() -> usize {
    let place = Workplace::default();
    let sum = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut sum = sum.lock().unwrap();
                *sum += place.long_work();
            });
        }
    });
    place.most.into_inner()
}
// ANCHOR_END: coarse

// ANCHOR: fine
/// Works first, and takes the lock only to add the result.
pub fn work_without_the_lock() -> usize {
    let place = Workplace::default();
    let sum = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let result = place.long_work();
                *sum.lock().unwrap() += result;
            });
        }
    });
    place.most.into_inner()
}
// ANCHOR_END: fine

// ANCHOR: trap
/// Is this "work first, then lock"? The left side of `+=` on a number is
/// evaluated last.
pub fn work_in_one_line() -> usize {
    let place = Workplace::default();
    let sum = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| *sum.lock().unwrap() += place.long_work());
        }
    });
    place.most.into_inner()
}
// ANCHOR_END: trap

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_the_lock_one_works_at_a_time() {
        assert_eq!(interleave::outcomes(work_with_the_lock), [1].into());
    }

    #[test]
    fn without_it_two_may() {
        assert_eq!(interleave::outcomes(work_without_the_lock), [1, 2].into());
    }

    #[test]
    fn in_one_line_two_may() {
        assert_eq!(interleave::outcomes(work_in_one_line), [1, 2].into());
    }
}
