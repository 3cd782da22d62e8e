//! A reader that sees half of a change.

use std::sync::RwLock;
use std::thread;

// ANCHOR: apart
/// A span's two ends, each behind a lock of its own. The left one must stay
/// left.
pub fn half_a_move() {
    let (left, right) = (RwLock::new(0), RwLock::new(10));
    thread::scope(|scope| {
        scope.spawn(|| {
            *left.write().unwrap() = 20;
            *right.write().unwrap() = 30;
        });
        let left = *left.read().unwrap();
        let right = *right.read().unwrap();
        assert!(left < right, "half of the move was seen: {left}..{right}");
    });
}
// ANCHOR_END: apart

// ANCHOR: together
/// Both ends behind one lock.
pub fn a_whole_move() {
    let span = RwLock::new((0, 10));
    thread::scope(|scope| {
        scope.spawn(|| *span.write().unwrap() = (20, 30));
        let (left, right) = *span.read().unwrap();
        assert!(left < right, "half of the move was seen: {left}..{right}");
    });
}
// ANCHOR_END: together

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn two_locks_show_half_of_the_move() {
        let text = expect::fails(half_a_move, FailureKind::Panic);
        assert!(text.contains("half of the move"), "{text}");
    }

    #[test]
    fn one_lock_shows_all_or_nothing() {
        assert_eq!(expect::verified(a_whole_move), 2);
    }
}
