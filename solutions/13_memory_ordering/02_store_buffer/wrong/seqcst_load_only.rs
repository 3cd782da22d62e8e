//@ title: The store is not SeqCst
//@ idea: "A SeqCst load always reads the newest value."
//@ test: never_both
//@ kind: panic
//@ says: neither has seen the other
//@ says: store(Release)

use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// No ordering makes a load read "the newest value". The store of the other side may be on its way, and has
/// no place in the order of the SeqCst operations.
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
        mine.store(true, Ordering::Release);
        if theirs.load(Ordering::SeqCst) {
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
