//! More than two threads: what was seen is handed on; and what no one hands on, readers may see in different orders.

use std::sync::atomic::{AtomicU32, Ordering, Ordering::*};
use std::thread;

// ANCHOR: chain
/// Ann writes and tells Ben. Ben tells Cleo. Does Cleo see what Ann wrote?
pub fn told_over_two_hops() -> Option<u32> {
    let (value, ben, cleo) =
        (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            value.store(42, Relaxed);
            ben.store(1, Release);
        });
        scope.spawn(|| {
            if ben.load(Acquire) == 1 {
                cleo.store(1, Release);
            }
        });
        let last = scope
            .spawn(|| (cleo.load(Acquire) == 1).then(|| value.load(Relaxed)));
        last.join().unwrap()
    })
}
// ANCHOR_END: chain

// ANCHOR: disagree
/// Two threads each store to an atomic of their own. Two others read both, in
/// opposite order. Can each have seen a different store first?
fn readers_disagree(store: Ordering, load: Ordering) -> bool {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| x.store(1, store));
        scope.spawn(|| y.store(1, store));
        let left = scope.spawn(|| (x.load(load), y.load(load)));
        let right = scope.spawn(|| (y.load(load), x.load(load)));
        left.join().unwrap() == (1, 0) && right.join().unwrap() == (1, 0)
    })
}

/// The readers need not agree.
pub fn disagree_acquire_release() -> bool {
    readers_disagree(Release, Acquire)
}

/// The readers must agree.
pub fn disagree_seq_cst() -> bool {
    readers_disagree(SeqCst, SeqCst)
}
// ANCHOR_END: disagree

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::fence;

    #[test]
    fn happens_before_is_handed_on() {
        assert_eq!(
            interleave::outcomes(told_over_two_hops),
            [None, Some(42)].into()
        );
    }

    #[test]
    fn seq_cst_makes_readers_agree_about_two_atomics() {
        assert_eq!(
            interleave::outcomes(disagree_acquire_release),
            [false, true].into()
        );
        assert_eq!(interleave::outcomes(disagree_seq_cst), [false].into());
    }

    #[test]
    fn so_do_seq_cst_fences_between_the_loads() {
        let disagree = || {
            let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
            let look = |first: &AtomicU32, second: &AtomicU32| {
                let seen = first.load(Relaxed);
                fence(SeqCst);
                (seen, second.load(Relaxed))
            };
            thread::scope(|scope| {
                scope.spawn(|| x.store(1, Relaxed));
                scope.spawn(|| y.store(1, Relaxed));
                let left = scope.spawn(|| look(&x, &y));
                let right = scope.spawn(|| look(&y, &x));
                left.join().unwrap() == (1, 0)
                    && right.join().unwrap() == (1, 0)
            })
        };
        assert_eq!(interleave::outcomes(disagree), [false].into());
    }
}
