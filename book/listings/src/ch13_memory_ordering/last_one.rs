//! `AcqRel`: a read-modify-write that both hands over and takes over.

use std::sync::atomic::{AtomicU32, Ordering, Ordering::*};
use std::thread;

// ANCHOR: program
/// Two workers each write a result and check out. The last one to leave adds
/// up both results.
fn last_one_adds_up(order: Ordering) -> u32 {
    let results = [AtomicU32::new(0), AtomicU32::new(0)];
    let (at_work, sum) = (AtomicU32::new(2), AtomicU32::new(0));
    thread::scope(|scope| {
        for mine in &results {
            scope.spawn(|| {
                mine.store(10, Relaxed);
                if at_work.fetch_sub(1, order) == 1 {
                    let all = results.iter().map(|one| one.load(Relaxed)).sum();
                    sum.store(all, Relaxed);
                }
            });
        }
    });
    sum.into_inner()
}

/// Checking out hands over and takes over.
pub fn last_one_acq_rel() -> u32 {
    last_one_adds_up(AcqRel)
}

/// Checking out only hands over.
pub fn last_one_release() -> u32 {
    last_one_adds_up(Release)
}

/// Checking out only takes over.
pub fn last_one_acquire() -> u32 {
    last_one_adds_up(Acquire)
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_acq_rel_makes_the_last_one_see_all() {
        assert_eq!(interleave::outcomes(last_one_acq_rel), [20].into());
        assert_eq!(interleave::outcomes(last_one_release), [10, 20].into());
        assert_eq!(interleave::outcomes(last_one_acquire), [10, 20].into());
    }
}
