//! Asking for the lock without waiting for it.

use std::sync::{Mutex, TryLockError};
use std::thread;

// ANCHOR: program
/// Draws the screen, unless another thread is at it: then once is enough.
fn draw_unless_busy(screen: &Mutex<u32>) {
    match screen.try_lock() {
        Ok(mut frames) => *frames += 1,
        Err(TryLockError::WouldBlock) => {} // Somebody draws: skip this frame.
        Err(TryLockError::Poisoned(poisoned)) => panic!("{poisoned}"),
    }
}

/// Two threads want to draw: how many frames are drawn?
pub fn frames_drawn() -> u32 {
    let screen = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| draw_unless_busy(&screen));
        scope.spawn(|| draw_unless_busy(&screen));
    });
    screen.into_inner().unwrap()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_or_two_frames_are_drawn() {
        assert_eq!(interleave::outcomes(frames_drawn), [1, 2].into());
    }
}
