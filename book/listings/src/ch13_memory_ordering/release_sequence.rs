//! Release sequences: who may come between the release store and the acquire load.

use std::sync::atomic::{AtomicU32, Ordering::*};
use std::thread;

// ANCHOR: rmw
/// A third thread adds to the flag, Relaxed, before the reader looks.
pub fn added_in_between() -> Option<u32> {
    let (value, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            value.store(42, Relaxed);
            flag.store(1, Release);
        });
        scope.spawn(|| flag.fetch_add(1, Relaxed));
        let reader = scope
            .spawn(|| (flag.load(Acquire) == 2).then(|| value.load(Relaxed)));
        reader.join().unwrap()
    })
}
// ANCHOR_END: rmw

// ANCHOR: store
/// The same with a load and a store instead of one read-modify-write.
pub fn stored_in_between() -> Option<u32> {
    let (value, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            value.store(42, Relaxed);
            flag.store(1, Release);
        });
        scope.spawn(|| flag.store(flag.load(Relaxed) + 1, Relaxed));
        let reader = scope
            .spawn(|| (flag.load(Acquire) == 2).then(|| value.load(Relaxed)));
        reader.join().unwrap()
    })
}
// ANCHOR_END: store

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_modify_write_keeps_the_sequence_and_a_store_breaks_it() {
        let kept = interleave::outcomes(added_in_between);
        assert_eq!(kept, [None, Some(42)].into());
        let broken = interleave::outcomes(stored_in_between);
        assert_eq!(broken, [None, Some(0), Some(42)].into());
    }
}
