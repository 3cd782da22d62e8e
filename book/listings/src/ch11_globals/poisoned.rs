//! Building fails: a `LazyLock` is poisoned, a `OnceLock` is still empty.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

// ANCHOR: program
use std::sync::{LazyLock, OnceLock};

static ATTEMPTS: AtomicU32 = AtomicU32::new(0);

/// Fails at the first attempt.
fn connect() -> u32 {
    let attempt = ATTEMPTS.fetch_add(1, Relaxed);
    assert!(attempt > 0, "no connection yet");
    attempt
}

static LAZY: LazyLock<u32> = LazyLock::new(connect);
static ONCE: OnceLock<u32> = OnceLock::new();

/// Whether the first and the second use went well.
pub fn two_attempts(connection: fn() -> u32) -> [bool; 2] {
    [(); 2].map(|()| thread::spawn(connection).join().is_ok())
}
// ANCHOR_END: program

// ANCHOR: lazy
/// The second use does not even try.
pub fn with_lazy_lock() -> ([bool; 2], u32) {
    let went_well = two_attempts(|| *LAZY);
    (went_well, ATTEMPTS.load(Relaxed))
}
// ANCHOR_END: lazy

// ANCHOR: once
/// The second use tries again.
pub fn with_once_lock() -> ([bool; 2], u32) {
    let went_well = two_attempts(|| *ONCE.get_or_init(connect));
    (went_well, ATTEMPTS.load(Relaxed))
}
// ANCHOR_END: once

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lazy_lock_is_poisoned_and_a_once_lock_is_not() {
        let lazy = interleave::outcomes(with_lazy_lock);
        assert_eq!(lazy, [([false, false], 1)].into());
        let once = interleave::outcomes(with_once_lock);
        assert_eq!(once, [([false, true], 2)].into());
    }
}
