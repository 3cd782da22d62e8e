//! `compare_exchange`: write, but only if the number still says what I saw.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

// ANCHOR: once
/// Multiplies, if nobody comes in between.
fn multiply_once(number: &AtomicU32, factor: u32) {
    let seen = number.load(Relaxed);
    let _ = number.compare_exchange(seen, seen * factor, Relaxed, Relaxed);
}
// ANCHOR_END: once

// ANCHOR: looped
/// Multiplies. There is no `fetch_mul`, so this is a loop.
fn multiply(number: &AtomicU32, factor: u32) {
    let mut seen = number.load(Relaxed);
    loop {
        let new = seen * factor;
        match number.compare_exchange_weak(seen, new, Relaxed, Relaxed) {
            Ok(_) => return,
            Err(now) => seen = now,
        }
    }
}
// ANCHOR_END: looped

// ANCHOR: update
/// The same loop, ready-made.
fn multiply_by_update(number: &AtomicU32, factor: u32) {
    number.update(Relaxed, Relaxed, |seen| seen * factor);
}
// ANCHOR_END: update

/// One thread multiplies by 3, another by 5.
fn three_and_five(multiply: fn(&AtomicU32, u32)) -> u32 {
    let number = AtomicU32::new(1);
    thread::scope(|scope| {
        scope.spawn(|| multiply(&number, 3));
        scope.spawn(|| multiply(&number, 5));
    });
    number.into_inner()
}

/// What comes out when each tries once.
pub fn product_tried_once() -> u32 {
    three_and_five(multiply_once)
}

/// What comes out when each tries until it works.
pub fn product_looped() -> u32 {
    three_and_five(multiply)
}

/// What comes out with `update`.
pub fn product_updated() -> u32 {
    three_and_five(multiply_by_update)
}

// ANCHOR: weak
/// One thread, one number, and an exchange that has every reason to work.
pub fn weak_and_alone() -> bool {
    let number = AtomicU32::new(1);
    number.compare_exchange_weak(1, 2, Relaxed, Relaxed).is_ok()
}
// ANCHOR_END: weak

// ANCHOR: stuck
/// Tries again, and again, with what it saw first.
fn multiply_stubbornly(number: &AtomicU32, factor: u32) {
    let seen = number.load(Relaxed);
    while number
        .compare_exchange(seen, seen * factor, Relaxed, Relaxed)
        .is_err()
    {}
}
// ANCHOR_END: stuck

/// One of the two never ends.
pub fn stubborn() {
    three_and_five(multiply_stubbornly);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn one_attempt_can_lose_a_factor() {
        assert_eq!(interleave::outcomes(product_tried_once), [3, 5, 15].into());
    }

    #[test]
    fn the_loop_loses_none() {
        assert_eq!(interleave::outcomes(product_looped), [15].into());
        assert_eq!(interleave::outcomes(product_updated), [15].into());
    }

    #[test]
    fn a_weak_exchange_may_fail_alone() {
        assert_eq!(interleave::outcomes(weak_and_alone), [false, true].into());
    }

    #[test]
    fn the_same_again_never_works() {
        expect::fails(stubborn, FailureKind::Livelock);
    }
}
