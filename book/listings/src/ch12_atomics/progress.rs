//! A progress counter: many add, anybody looks.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

// ANCHOR: program
/// Two workers finish one file each. Meanwhile somebody looks twice.
pub fn looked_twice() -> (u32, u32) {
    let finished = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| finished.fetch_add(1, Relaxed));
        }
        (finished.load(Relaxed), finished.load(Relaxed))
    })
}
// ANCHOR_END: program

// ANCHOR: at_the_end
/// The same, looked at when the workers have been joined.
pub fn looked_at_the_end() -> u32 {
    let finished = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| finished.fetch_add(1, Relaxed));
        }
    });
    finished.load(Relaxed)
}
// ANCHOR_END: at_the_end

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_progress_never_goes_back() {
        assert_eq!(
            interleave::outcomes(looked_twice),
            [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)].into()
        );
    }

    #[test]
    fn at_the_end_it_is_exact() {
        assert_eq!(interleave::outcomes(looked_at_the_end), [2].into());
    }
}
