//! Who was first? `swap` says it, a look does not.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

// ANCHOR: swap
/// Takes the last piece of cake. Says whether we got it.
fn take(taken: &AtomicBool) -> bool {
    !taken.swap(true, Relaxed)
}
// ANCHOR_END: swap

// ANCHOR: look
/// Looks first.
fn look_and_take(taken: &AtomicBool) -> bool {
    if taken.load(Relaxed) {
        return false;
    }
    taken.store(true, Relaxed);
    true
}
// ANCHOR_END: look

/// Two threads want the piece.
fn two_guests(take: fn(&AtomicBool) -> bool) -> (bool, bool) {
    let taken = AtomicBool::new(false);
    thread::scope(|scope| {
        let ada = scope.spawn(|| take(&taken));
        let grace = scope.spawn(|| take(&taken));
        (ada.join().unwrap(), grace.join().unwrap())
    })
}

/// Who gets it with `swap`.
pub fn claimed_by_swap() -> (bool, bool) {
    two_guests(take)
}

/// Who gets it with a look first.
pub fn claimed_by_looking() -> (bool, bool) {
    two_guests(look_and_take)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swap_gives_it_to_one() {
        assert_eq!(
            interleave::outcomes(claimed_by_swap),
            [(false, true), (true, false)].into()
        );
    }

    #[test]
    fn looking_first_can_give_it_to_both() {
        assert_eq!(
            interleave::outcomes(claimed_by_looking),
            [(false, true), (true, false), (true, true)].into()
        );
    }
}
