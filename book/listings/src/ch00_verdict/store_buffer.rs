//! Store buffering: an outcome that no interleaving explains.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

// ANCHOR: program
/// Each thread writes its own number, then reads the other's.
fn write_then_read(order: Ordering) -> (u32, u32) {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        let left = scope.spawn(|| {
            x.store(1, order);
            y.load(order)
        });
        let right = scope.spawn(|| {
            y.store(1, order);
            x.load(order)
        });
        (left.join().unwrap(), right.join().unwrap())
    })
}
// ANCHOR_END: program

/// With the weakest ordering: the two accesses of a thread may change places.
pub fn relaxed() -> (u32, u32) {
    write_then_read(Ordering::Relaxed)
}

/// With the strongest ordering: only interleavings.
pub fn seq_cst() -> (u32, u32) {
    write_then_read(Ordering::SeqCst)
}

/// The outcome that no interleaving explains, made into a failure.
pub fn somebody_reads_one() {
    assert_ne!(
        relaxed(),
        (0, 0),
        "both threads read before the other had written"
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn relaxed_adds_the_outcome_that_no_interleaving_has() {
        assert_eq!(
            interleave::outcomes(seq_cst),
            [(0, 1), (1, 0), (1, 1)].into()
        );
        assert_eq!(
            interleave::outcomes(relaxed),
            [(0, 0), (0, 1), (1, 0), (1, 1)].into()
        );
        expect::fails(somebody_reads_one, FailureKind::Panic);
    }
}
