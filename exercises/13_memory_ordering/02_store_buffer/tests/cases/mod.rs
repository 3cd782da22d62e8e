//! What `Bridge` must do, in every execution.

use crate::subject::{Bridge, Side};
use std as interleave;
use std::cell::UnsafeCell;
use std::sync::Arc;
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what a failure means here.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::DataRace,
            "Each side did this between a `try_enter` that returned true and its `leave`. Either \
             both were on the bridge at the same time, or there is no happens-before from the \
             `leave` of the first to the `try_enter` of the second. Each store of `false` that \
             may let the other side in has to release, and the load that reads it has to acquire.",
        )
        .on(
            FailureKind::Livelock,
            "`try_enter` waits for the other side, and the other side waits for this one. It must \
             not wait: who cannot enter withdraws, and returns false.",
        )
        .on(
            FailureKind::Deadlock,
            "Nothing in this test waits but `join`. Does `try_enter` wait? Who cannot enter \
             withdraws, and returns false.",
        )
}

/// A bridge, and something on it that only who is on the bridge may touch.
struct Crossing {
    bridge: Bridge,
    crossed: UnsafeCell<u32>,
}

// SAFETY: `crossed` is used on the bridge only; whether that is enough is what the checks find out.
unsafe impl Sync for Crossing {}

impl Crossing {
    fn new() -> Arc<Self> {
        Arc::new(Crossing {
            bridge: Bridge::new(),
            crossed: UnsafeCell::new(0),
        })
    }

    /// Tries to cross, once. Returns how often that succeeded.
    fn cross(&self, side: Side) -> u32 {
        if !self.bridge.try_enter(side) {
            return 0;
        }
        // SAFETY: this side is on the bridge, and so the other is not.
        unsafe { *self.crossed.get() += 1 };
        self.bridge.leave(side);
        1
    }
}

/// Both sides try, so often; all who crossed are counted.
fn both_sides_try(left: u32, right: u32) {
    let crossing = Crossing::new();
    let other = {
        let crossing = Arc::clone(&crossing);
        thread::spawn(move || (0..right).map(|_| crossing.cross(Side::Right)).sum::<u32>())
    };
    let mine = (0..left).map(|_| crossing.cross(Side::Left)).sum::<u32>();
    let both = mine + other.join().expect("`try_enter` or `leave` panicked");
    // SAFETY: the other thread has ended.
    let crossed = unsafe { *crossing.crossed.get() };
    assert_eq!(
        crossed, both,
        "`try_enter` let somebody onto the bridge {both} times, and {crossed} are counted: both \
         sides were on it at the same time"
    );
}

#[test]
fn one_side_at_a_time() {
    explorer().check(|| {
        let bridge = Bridge::new();
        for (first, second) in [(Side::Left, Side::Right), (Side::Right, Side::Left)] {
            assert!(
                bridge.try_enter(first),
                "{first:?} tries to enter, nobody is on the bridge, and nobody else tries: it is \
                 free"
            );
            for _ in 0..2 {
                assert!(
                    !bridge.try_enter(second),
                    "{second:?} was let onto the bridge while {first:?} was on it"
                );
            }
            bridge.leave(first);
            assert!(
                bridge.try_enter(first),
                "{first:?} tries to enter again after {second:?} was refused: a side that is \
                 refused withdraws its announcement"
            );
            bridge.leave(first);
        }
    });
}

#[test]
fn never_both() {
    explorer().check(|| {
        let bridge = Arc::new(Bridge::new());
        let other = {
            let bridge = Arc::clone(&bridge);
            thread::spawn(move || bridge.try_enter(Side::Right))
        };
        let left = bridge.try_enter(Side::Left);
        let right = other.join().expect("`try_enter` panicked");
        assert!(
            !(left && right),
            "both sides are on the bridge: neither has seen the other's announcement. Does each \
             side announce itself before it looks? And what puts its own announcement before its \
             look? Either the machine has not sent the store yet when the load is done, or the \
             language gives the two no order: of operations on different atomics, only those that \
             are all SeqCst stand in one order"
        );
    });
}

#[test]
fn who_enters_sees_what_was_done_on_the_bridge() {
    explorer().check(|| both_sides_try(1, 1));
}

#[test]
fn also_after_somebody_was_refused() {
    explorer().check(|| both_sides_try(1, 2));
}

#[test]
fn the_third_attempt_is_like_the_first() {
    explorer().check(|| both_sides_try(2, 2));
}
