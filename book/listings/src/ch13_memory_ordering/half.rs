//! Release without Acquire, and Acquire without Release: half a pair is none.

use std::sync::atomic::{AtomicU32, Ordering, Ordering::*};
use std::thread;

// ANCHOR: program
/// What the reader sees of the flag and of the value.
fn pair(store: Ordering, load: Ordering) -> (u32, u32) {
    let (value, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            value.store(1, Relaxed);
            flag.store(1, store);
        });
        let reader = scope.spawn(|| (flag.load(load), value.load(Relaxed)));
        reader.join().unwrap()
    })
}

/// The store releases, and nobody acquires.
pub fn release_alone() -> (u32, u32) {
    pair(Release, Relaxed)
}

/// The load acquires, and nobody released.
pub fn acquire_alone() -> (u32, u32) {
    pair(Relaxed, Acquire)
}
// ANCHOR_END: program

// ANCHOR: wrong_way
/// The flag first, and then the value: the release comes too early.
pub fn released_too_early() -> (u32, u32) {
    let (value, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            flag.store(1, Release);
            value.store(1, Relaxed);
        });
        let reader = scope.spawn(|| (flag.load(Acquire), value.load(Relaxed)));
        reader.join().unwrap()
    })
}
// ANCHOR_END: wrong_way

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_pair_orders_nothing() {
        let all = [(0, 0), (0, 1), (1, 0), (1, 1)].into();
        assert_eq!(interleave::outcomes(release_alone), all);
        assert_eq!(interleave::outcomes(acquire_alone), all);
        assert_eq!(interleave::outcomes(|| pair(Relaxed, Relaxed)), all);
        let both = interleave::outcomes(|| pair(Release, Acquire));
        assert_eq!(both, [(0, 0), (0, 1), (1, 1)].into());
    }

    #[test]
    fn a_release_says_nothing_of_what_comes_after_it() {
        let set = interleave::outcomes(released_too_early);
        assert!(set.contains(&(1, 0)));
    }
}
