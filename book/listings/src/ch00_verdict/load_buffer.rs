//! Load buffering: an outcome that the language allows and the checker does not produce.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

// ANCHOR: program
/// Each thread reads the other's number, then writes its own.
pub fn read_then_write() -> (u32, u32) {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        let left = scope.spawn(|| {
            let seen = y.load(Relaxed);
            x.store(1, Relaxed);
            seen
        });
        let right = scope.spawn(|| {
            let seen = x.load(Relaxed);
            y.store(1, Relaxed);
            seen
        });
        (left.join().unwrap(), right.join().unwrap())
    })
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_reading_one_is_not_produced() {
        let set = interleave::outcomes(read_then_write);
        assert_eq!(set, [(0, 0), (0, 1), (1, 0)].into());
    }
}
