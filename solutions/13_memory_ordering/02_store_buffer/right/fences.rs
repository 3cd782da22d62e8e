//@ title: Relaxed accesses and SeqCst fences

use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release, SeqCst},
    fence,
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
    pub fn try_enter(&self, side: Side) -> bool {
        let (mine, theirs) = self.flags(side);
        mine.store(true, Relaxed);
        // ORDERING: SeqCst, the partner of the same fence on the other side. One of the two comes
        // first. Who comes second sees the flag that was stored before the first.
        fence(SeqCst);
        let refused = theirs.load(Relaxed);
        if refused {
            // ORDERING: Relaxed. A look may find this false instead of the one that `leave` has stored.
            // But the SeqCst fence above also releases: what this side did on the bridge came before.
            mine.store(false, Relaxed);
        } else {
            // ORDERING: Acquire, the partner of the Release in `leave` and of the other side's SeqCst
            // fence. It takes over what was done on the bridge, and stands behind the load.
            fence(Acquire);
        }
        !refused
    }

    /// Leaves the bridge, which this side has entered.
    pub fn leave(&self, side: Side) {
        // ORDERING: Release, the partner of the Acquire fence.
        self.flags(side).0.store(false, Release);
    }
}

impl Default for Bridge {
    fn default() -> Self {
        Self::new()
    }
}
