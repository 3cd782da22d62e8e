//! A lock of one bit: who is in, and what the next one sees.

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{
    AtomicBool, AtomicU32,
    Ordering::{self, Acquire, Relaxed, Release, SeqCst},
};
use std::thread;

// ANCHOR: counter
/// A number that may be touched only by whoever has set the bit.
struct Guarded {
    taken: AtomicBool,
    number: UnsafeCell<u32>,
}

// SAFETY: the bit lets one thread at a time get at the number. Whether that is
// so is what this listing is about.
unsafe impl Sync for Guarded {}

impl Guarded {
    /// Adds one, with these orderings for taking and giving back.
    fn add_one(&self, take: Ordering, give_back: Ordering) {
        while self.taken.swap(true, take) {
            hint::spin_loop();
        }
        // SAFETY: we have set the bit, so nobody else is here.
        unsafe { *self.number.get() += 1 };
        self.taken.store(false, give_back);
    }
}
// ANCHOR_END: counter

/// Two threads add one each.
fn two_add(take: Ordering, give_back: Ordering) {
    let guarded = Guarded {
        taken: AtomicBool::new(false),
        number: UnsafeCell::new(0),
    };
    thread::scope(|scope| {
        scope.spawn(|| guarded.add_one(take, give_back));
        scope.spawn(|| guarded.add_one(take, give_back));
    });
    assert_eq!(guarded.number.into_inner(), 2);
}

/// One at a time, but in no order.
pub fn taken_relaxed() {
    two_add(Relaxed, Release);
}

/// The same from the other side.
pub fn given_back_relaxed() {
    two_add(Acquire, Relaxed);
}

/// Just strong enough.
pub fn acquire_and_release() {
    two_add(Acquire, Release);
}

// ANCHOR: look
/// Waits until nobody is inside, sets the bit, and goes in. Returns how many
/// are there already.
fn look_then_enter(taken: &AtomicBool, inside: &AtomicU32) -> u32 {
    while taken.load(SeqCst) {
        hint::spin_loop();
    }
    taken.store(true, SeqCst);
    let others = inside.fetch_add(1, SeqCst);
    inside.fetch_sub(1, SeqCst);
    taken.store(false, SeqCst);
    others
}

/// Two threads, one room: is anybody met inside?
pub fn looked_then_set() {
    let (taken, inside) = (AtomicBool::new(false), AtomicU32::new(0));
    let met = thread::scope(|scope| {
        let ada = scope.spawn(|| look_then_enter(&taken, &inside));
        let grace = scope.spawn(|| look_then_enter(&taken, &inside));
        ada.join().unwrap() + grace.join().unwrap()
    });
    assert_eq!(met, 0, "two are inside");
}
// ANCHOR_END: look

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn each_side_needs_its_ordering() {
        expect::fails(taken_relaxed, FailureKind::DataRace);
        expect::fails(given_back_relaxed, FailureKind::DataRace);
        expect::verified(acquire_and_release);
    }

    #[test]
    fn looking_first_lets_two_in() {
        let text = expect::fails(looked_then_set, FailureKind::Panic);
        assert!(text.contains("two are inside"), "{text}");
    }
}
