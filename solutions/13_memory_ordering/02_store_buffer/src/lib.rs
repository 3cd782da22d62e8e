//! A narrow bridge with two ends, and no lock.

use std::sync::atomic::{AtomicBool, Ordering};

/// From which side somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From the left.
    Left,
    /// From the right.
    Right,
}

/// A bridge that is wide enough for one side.
pub struct Bridge {
    // A flag for each side, which only that side writes. One flag for both could be taken by a
    // `compare_exchange`, and Acquire and Release would do: all would then be about *one* location.
    /// The left side has announced itself.
    left: AtomicBool,
    /// The right side has announced itself.
    right: AtomicBool,
}

impl Bridge {
    /// A bridge with nobody on it.
    pub const fn new() -> Self {
        Bridge {
            left: AtomicBool::new(false),
            right: AtomicBool::new(false),
        }
    }

    /// The flag of this side, and that of the other.
    fn flags(&self, side: Side) -> (&AtomicBool, &AtomicBool) {
        match side {
            Side::Left => (&self.left, &self.right),
            Side::Right => (&self.right, &self.left),
        }
    }

    /// Tries to enter: announces this side, and looks whether the other one has announced itself.
    /// Returns whether this side is on the bridge now. Never waits.
    ///
    /// One thread uses each side, and a side that is on the bridge leaves before it tries again.
    pub fn try_enter(&self, side: Side) -> bool {
        let (mine, theirs) = self.flags(side);
        // ORDERING: SeqCst here and in the load below, for both sides: these four stand in one order
        // that all threads agree on, and that keeps the order of the lines. One of the two stores is
        // the first. The other side's load comes after the other side's store, and so after both: it
        // sees the first. Release and Acquire cannot say that. They keep what comes *before a store*
        // before it, and what comes *after a load* after it. Here the store comes first, and the load
        // after it.
        mine.store(true, Ordering::SeqCst);
        // ORDERING: SeqCst, see above. It acquires too: it pairs with the Release stores of `false`,
        // so that what the other side did on the bridge happens before what this side does now.
        if theirs.load(Ordering::SeqCst) {
            // Both may be refused when they come at the same time. That is safe, and they may try
            // again. To wait here instead could make both wait for ever.
            // ORDERING: Release pairs with the load above. Nothing was done in this attempt. But the
            // other side may be let in by this store, and has to see what this side did on the bridge
            // in an earlier one: this store has replaced the `false` of that `leave`.
            mine.store(false, Ordering::Release);
            return false;
        }
        true
    }

    /// Leaves the bridge, which this side has entered.
    pub fn leave(&self, side: Side) {
        let (mine, _) = self.flags(side);
        // ORDERING: Release pairs with the load in `try_enter` of the other side. No look follows,
        // so nothing has to be ordered with a later load: SeqCst is not needed.
        mine.store(false, Ordering::Release);
    }
}

impl Default for Bridge {
    fn default() -> Self {
        Self::new()
    }
}
