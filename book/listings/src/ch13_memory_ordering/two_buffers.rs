//! Store buffering: what Release and Acquire do not forbid, and SeqCst does.

use std::sync::atomic::{AtomicBool, Ordering, Ordering::*, fence};
use std::thread;

// ANCHOR: program
/// Each of two threads says that it wants to enter, then looks whether the
/// other one does. It enters only if the other one does not.
fn both_inside(store: Ordering, load: Ordering) -> bool {
    let (a, b) = (AtomicBool::new(false), AtomicBool::new(false));
    let enter = |mine: &AtomicBool, other: &AtomicBool| {
        mine.store(true, store);
        !other.load(load)
    };
    thread::scope(|scope| {
        let left = scope.spawn(|| enter(&a, &b));
        let right = scope.spawn(|| enter(&b, &a));
        left.join().unwrap() & right.join().unwrap()
    })
}

/// What one would like to be true.
pub fn never_both() {
    assert!(!both_inside(Release, Acquire), "both are inside");
}
// ANCHOR_END: program

// ANCHOR: variants
/// With the orderings that were enough for a value and a flag.
pub fn entered_acquire_release() -> bool {
    both_inside(Release, Acquire)
}

/// With the strongest.
pub fn entered_seq_cst() -> bool {
    both_inside(SeqCst, SeqCst)
}

/// The stores are SeqCst, and the loads are not.
pub fn entered_half_seq_cst() -> bool {
    both_inside(SeqCst, Acquire)
}
// ANCHOR_END: variants

// ANCHOR: swap
/// Announces itself by a read-modify-write that hands over and takes over.
pub fn entered_acq_rel_swap() -> bool {
    let (a, b) = (AtomicBool::new(false), AtomicBool::new(false));
    let enter = |mine: &AtomicBool, other: &AtomicBool| {
        mine.swap(true, AcqRel);
        !other.load(Acquire)
    };
    thread::scope(|scope| {
        let left = scope.spawn(|| enter(&a, &b));
        let right = scope.spawn(|| enter(&b, &a));
        left.join().unwrap() & right.join().unwrap()
    })
}
// ANCHOR_END: swap

// ANCHOR: fence
/// The same with a SeqCst fence between the store and the load.
pub fn entered_with_fences() -> bool {
    let (a, b) = (AtomicBool::new(false), AtomicBool::new(false));
    let enter = |mine: &AtomicBool, other: &AtomicBool| {
        mine.store(true, Relaxed);
        fence(SeqCst);
        !other.load(Relaxed)
    };
    thread::scope(|scope| {
        let left = scope.spawn(|| enter(&a, &b));
        let right = scope.spawn(|| enter(&b, &a));
        left.join().unwrap() & right.join().unwrap()
    })
}
// ANCHOR_END: fence

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn only_seq_cst_keeps_one_out() {
        let either = [false, true].into();
        assert_eq!(interleave::outcomes(entered_acquire_release), either);
        assert_eq!(interleave::outcomes(entered_half_seq_cst), either);
        assert_eq!(
            interleave::outcomes(|| both_inside(Release, SeqCst)),
            either
        );
        assert_eq!(interleave::outcomes(entered_seq_cst), [false].into());
        expect::fails(never_both, FailureKind::Panic);
    }

    #[test]
    fn acq_rel_gives_no_order_of_two_atomics() {
        let set = interleave::outcomes(entered_acq_rel_swap);
        assert_eq!(set, [false, true].into());
    }

    #[test]
    fn a_seq_cst_fence_on_both_sides_does_it_too() {
        assert_eq!(interleave::outcomes(entered_with_fences), [false].into());
    }
}
