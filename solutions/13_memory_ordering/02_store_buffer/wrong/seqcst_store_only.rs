//@ title: The load is not SeqCst
//@ idea: "The SeqCst store is out before the next line begins."
//@ test: never_both
//@ kind: panic
//@ says: neither has seen the other
//@ says: load(Acquire)

use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// SeqCst puts an operation into one order with all other SeqCst operations. The load is not among them.
pub struct Bridge {
    left: AtomicBool,
    right: AtomicBool,
}

impl Bridge {
    pub const fn new() -> Self {
        Bridge {
            left: AtomicBool::new(false),
            right: AtomicBool::new(false),
        }
    }

    fn flags(&self, side: Side) -> (&AtomicBool, &AtomicBool) {
        match side {
            Side::Left => (&self.left, &self.right),
            Side::Right => (&self.right, &self.left),
        }
    }

    pub fn try_enter(&self, side: Side) -> bool {
        let (mine, theirs) = self.flags(side);
        mine.store(true, Ordering::SeqCst);
        if theirs.load(Ordering::Acquire) {
            mine.store(false, Ordering::Release);
            return false;
        }
        true
    }

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
