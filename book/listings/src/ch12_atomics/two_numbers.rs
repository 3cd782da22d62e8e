//! Two atomics that belong together, and one that holds both.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::SeqCst};
use std::thread;

// ANCHOR: apart
/// How many files are finished, and how large they were: 10 each.
#[derive(Default)]
struct Progress {
    files: AtomicU32,
    bytes: AtomicU32,
}

/// One thread finishes a file, another looks.
pub fn two_atomics() {
    let progress = Progress::default();
    thread::scope(|scope| {
        scope.spawn(|| {
            progress.files.fetch_add(1, SeqCst);
            progress.bytes.fetch_add(10, SeqCst);
        });
        let files = progress.files.load(SeqCst);
        let bytes = progress.bytes.load(SeqCst);
        assert_eq!(bytes, files * 10, "these never belonged together");
    });
}
// ANCHOR_END: apart

// ANCHOR: packed
/// Both numbers in one: the files in the upper half, the bytes in the lower.
pub fn one_atomic() {
    let progress = AtomicU64::new(0);
    thread::scope(|scope| {
        scope.spawn(|| progress.fetch_add(1 << 32 | 10, SeqCst));
        let both = progress.load(SeqCst);
        let (files, bytes) = (both >> 32, both & 0xFFFF_FFFF);
        assert_eq!(bytes, files * 10, "these never belonged together");
    });
}
// ANCHOR_END: packed

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn two_atomics_can_be_seen_apart() {
        expect::fails(two_atomics, FailureKind::Panic);
    }

    #[test]
    fn one_atomic_cannot() {
        assert_eq!(expect::verified(one_atomic), 2);
    }
}
