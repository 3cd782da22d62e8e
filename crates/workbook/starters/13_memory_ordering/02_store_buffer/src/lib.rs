//! A narrow bridge with two ends, and no lock.
//!
//! Make sure that the two sides are never on it together. The statement is in README.md.

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
        // TODO: what keeps the load from being done before the store has reached the other side?
        mine.store(true, Ordering::Release);
        if theirs.load(Ordering::Acquire) {
            mine.store(false, Ordering::Release);
            return false;
        }
        true
    }

    /// Leaves the bridge, which this side has entered.
    pub fn leave(&self, side: Side) {
        let (mine, _) = self.flags(side);
        mine.store(false, Ordering::Release);
    }
}

impl Default for Bridge {
    fn default() -> Self {
        Self::new()
    }
}
