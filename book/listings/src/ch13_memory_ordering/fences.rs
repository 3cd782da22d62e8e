//! Fences: Release and Acquire apart from the access.

use std::sync::atomic::{AtomicU32, Ordering::*, fence};
use std::thread;

// ANCHOR: program
/// All accesses are Relaxed. The fences make the pair.
pub fn with_fences() -> Option<u32> {
    let (value, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            value.store(42, Relaxed);
            fence(Release);
            flag.store(1, Relaxed);
        });
        let reader = scope.spawn(|| {
            if flag.load(Relaxed) == 0 {
                return None;
            }
            fence(Acquire);
            Some(value.load(Relaxed))
        });
        reader.join().unwrap()
    })
}
// ANCHOR_END: program

// ANCHOR: late
/// The release fence stands behind the flag. It comes too late.
pub fn fence_too_late() -> Option<u32> {
    let (value, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            value.store(42, Relaxed);
            flag.store(1, Relaxed);
            fence(Release);
        });
        let reader = scope.spawn(|| {
            if flag.load(Acquire) == 0 {
                return None;
            }
            Some(value.load(Relaxed))
        });
        reader.join().unwrap()
    })
}
// ANCHOR_END: late

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_make_the_pair_where_they_stand_between() {
        assert_eq!(interleave::outcomes(with_fences), [None, Some(42)].into());
        let late = interleave::outcomes(fence_too_late);
        assert_eq!(late, [None, Some(0), Some(42)].into());
    }
}
