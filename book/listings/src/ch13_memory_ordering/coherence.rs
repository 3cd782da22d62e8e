//! What Relaxed does promise: one order for each single atomic, and whole read-modify-writes.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering, Ordering::*};
use std::thread;

// ANCHOR: program
/// One thread counts up. What does another one read, one load after the other?
pub fn two_looks() -> (u32, u32) {
    let number = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            number.store(1, Relaxed);
            number.store(2, Relaxed);
        });
        let reader =
            scope.spawn(|| (number.load(Relaxed), number.load(Relaxed)));
        reader.join().unwrap()
    })
}
// ANCHOR_END: program

// ANCHOR: count
/// Two threads count one each, Relaxed.
pub fn counted() -> u32 {
    let number = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| number.fetch_add(1, Relaxed));
        scope.spawn(|| number.fetch_add(1, Relaxed));
    });
    number.load(Relaxed)
}
// ANCHOR_END: count

// ANCHOR: swap
/// One thread stores 1, and raises a flag. Another one looks at the flag, and
/// if it is up, it swaps. What does it find?
fn found_behind_the_flag(raise: Ordering, look: Ordering) -> Option<u32> {
    let (number, flag) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            number.store(1, Relaxed);
            flag.store(true, raise);
        });
        let late =
            scope.spawn(|| flag.load(look).then(|| number.swap(2, Relaxed)));
        late.join().unwrap()
    })
}

/// Nothing orders the swap after the store.
pub fn found_relaxed() -> Option<u32> {
    found_behind_the_flag(Relaxed, Relaxed)
}
// ANCHOR_END: swap

// ANCHOR: agree
/// Two threads store; two others look twice. Do they agree which was first?
pub fn readers_of_one() -> [(u32, u32); 2] {
    let number = AtomicU32::new(0);
    thread::scope(|scope| {
        scope.spawn(|| number.store(1, Relaxed));
        scope.spawn(|| number.store(2, Relaxed));
        let look = || (number.load(Relaxed), number.load(Relaxed));
        let (left, right) = (scope.spawn(look), scope.spawn(look));
        [left.join().unwrap(), right.join().unwrap()]
    })
}
// ANCHOR_END: agree

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_atomic_never_goes_backwards() {
        let set = interleave::outcomes(two_looks);
        let forwards = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)];
        assert_eq!(set, forwards.into());
    }

    #[test]
    fn relaxed_counting_loses_nothing() {
        assert_eq!(interleave::outcomes(counted), [2].into());
    }

    #[test]
    fn a_read_modify_write_may_come_before_a_store_that_is_done() {
        let all = [None, Some(0), Some(1)];
        assert_eq!(interleave::outcomes(found_relaxed), all.into());
        assert_eq!(
            interleave::outcomes(|| found_behind_the_flag(Release, Acquire)),
            [None, Some(1)].into()
        );
    }

    #[test]
    fn readers_of_one_atomic_never_disagree() {
        let set = interleave::outcomes(readers_of_one);
        assert!(
            set.contains(&[(1, 2), (1, 2)]) && set.contains(&[(2, 1), (2, 1)])
        );
        assert!(
            !set.contains(&[(1, 2), (2, 1)])
                && !set.contains(&[(2, 1), (1, 2)])
        );
    }
}
