//! A value and a flag: the pair that every use of Release and Acquire comes down to.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering, Ordering::*};
use std::thread;

// ANCHOR: program
/// One thread writes a value and raises a flag. The other looks at the flag,
/// and if it is up, reads the value.
fn value_and_flag(store: Ordering, load: Ordering) -> Option<u32> {
    let (value, ready) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            value.store(42, Relaxed);
            ready.store(true, store);
        });
        let reader =
            scope.spawn(|| ready.load(load).then(|| value.load(Relaxed)));
        reader.join().unwrap()
    })
}
// ANCHOR_END: program

// ANCHOR: relaxed
/// Both orderings Relaxed.
pub fn relaxed() -> Option<u32> {
    value_and_flag(Relaxed, Relaxed)
}

/// What one would like to be true.
pub fn a_raised_flag_means_42() {
    if let Some(value) = relaxed() {
        assert_eq!(value, 42, "the flag was up, and the value is not there");
    }
}
// ANCHOR_END: relaxed

// ANCHOR: ordered
/// The flag is released, and acquired.
pub fn ordered() -> Option<u32> {
    value_and_flag(Release, Acquire)
}
// ANCHOR_END: ordered

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn relaxed_may_show_the_flag_without_the_value() {
        let set = interleave::outcomes(relaxed);
        assert_eq!(set, [None, Some(0), Some(42)].into());
        expect::fails(a_raised_flag_means_42, FailureKind::Panic);
    }

    #[test]
    fn release_and_acquire_show_both_or_none() {
        let set = interleave::outcomes(ordered);
        assert_eq!(set, [None, Some(42)].into());
    }

    #[test]
    fn interleavings_alone_show_both_or_none() {
        let set = interleave::outcomes(|| value_and_flag(SeqCst, SeqCst));
        assert_eq!(set, [None, Some(42)].into());
    }
}
