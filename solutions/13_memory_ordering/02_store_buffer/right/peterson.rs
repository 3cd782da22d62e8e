//@ title: Peterson's way: a third atomic says who goes first

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

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
    /// For each side, whether it wants to be on the bridge.
    wants: [AtomicBool; 2],
    /// Who goes first if both want to be there.
    right_first: AtomicBool,
}

impl Bridge {
    /// A bridge with nobody on it.
    pub const fn new() -> Self {
        Bridge {
            wants: [AtomicBool::new(false), AtomicBool::new(false)],
            right_first: AtomicBool::new(false),
        }
    }

    /// Tries to enter: says that this side wants to, and stands back if the other one goes first.
    /// Returns whether this side is on the bridge now. Never waits.
    pub fn try_enter(&self, side: Side) -> bool {
        let (mine, theirs) = (side as usize, 1 - side as usize);
        self.wants[mine].store(true, SeqCst);
        // Lets the other one go first. Who says so last has to stand back.
        //
        // ORDERING: SeqCst, everywhere. It stores to two atomics and looks at a third, and relies on that
        // order.
        self.right_first.store(side == Side::Left, SeqCst);
        let mine_first = || self.right_first.load(SeqCst) == (side == Side::Right);
        if self.wants[theirs].load(SeqCst) && !mine_first() {
            self.wants[mine].store(false, SeqCst);
            return false;
        }
        true
    }

    /// Leaves the bridge, which this side has entered.
    pub fn leave(&self, side: Side) {
        self.wants[side as usize].store(false, SeqCst);
    }
}

impl Default for Bridge {
    fn default() -> Self {
        Self::new()
    }
}
