//! `LazyLock`: the value and how to build it, in one place.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

static BUILT: AtomicU32 = AtomicU32::new(0);

// ANCHOR: program
use std::sync::LazyLock;

/// The primes below 100, in ascending order.
static PRIMES: LazyLock<Vec<u32>> = LazyLock::new(|| {
    BUILT.fetch_add(1, Relaxed);
    let is_prime = |n: &u32| (2..*n).all(|divisor| !n.is_multiple_of(divisor));
    (2..100).filter(is_prime).collect()
});

fn is_small_prime(n: u32) -> bool {
    PRIMES.binary_search(&n).is_ok()
}
// ANCHOR_END: program

/// How often the table is built if nobody needs it, and if two threads do.
pub fn times_built() -> (u32, u32) {
    let before = BUILT.load(Relaxed);
    let other = thread::spawn(|| is_small_prime(97));
    assert!(!is_small_prime(91));
    assert!(other.join().unwrap());
    (before, BUILT.load(Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_built_once_and_when_it_is_needed() {
        assert_eq!(interleave::outcomes(times_built), [(0, 1)].into());
    }
}
