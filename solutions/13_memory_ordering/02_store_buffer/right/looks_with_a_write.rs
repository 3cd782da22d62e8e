//@ title: Looks with a read-modify-write, and needs no SeqCst

use std::sync::atomic::{
    AtomicBool,
    Ordering::{AcqRel, Acquire, Release},
};

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
    /// For each side, whether it has announced itself.
    announced: [AtomicBool; 2],
}

impl Bridge {
    /// A bridge with nobody on it.
    pub const fn new() -> Self {
        Bridge {
            announced: [const { AtomicBool::new(false) }; 2],
        }
    }

    /// The flag of this side, and that of the other.
    const fn flags(&self, side: Side) -> (&AtomicBool, &AtomicBool) {
        let [left, right] = &self.announced;
        match side {
            Side::Left => (left, right),
            Side::Right => (right, left),
        }
    }

    /// Tries to enter: announces this side, and looks whether the other one has announced itself.
    /// Returns whether this side is on the bridge now. Never waits.
    pub fn try_enter(&self, side: Side) -> bool {
        let (mine, theirs) = self.flags(side);
        // ORDERING: Acquire. If the other side has looked at this flag before, this reads what its look
        // has written. Then its announcement happens before what follows here, and is seen.
        mine.swap(true, Acquire);
        // ORDERING: Release, the partner of the swap: a look that finds nothing leaves its mark in the
        // flag. (A load would leave none, and both sides could look too early.) Acquire, the partner of
        // the Release stores below.
        if theirs.fetch_or(false, AcqRel) {
            mine.store(false, Release);
            return false;
        }
        true
    }

    /// Leaves the bridge, which this side has entered.
    pub fn leave(&self, side: Side) {
        let (mine, _) = self.flags(side);
        // ORDERING: Release. Who finds the flag taken back sees what this side did on the bridge.
        mine.store(false, Release);
    }
}

impl Default for Bridge {
    fn default() -> Self {
        Self::new()
    }
}
