//@ title: The fence stands in the wrong place
//@ idea: "With a SeqCst fence in the function, the function is sequentially consistent."
//@ test: never_both
//@ kind: panic
//@ says: neither has seen the other
//@ says: fence(SeqCst)

use std::sync::atomic::{AtomicBool, Ordering, fence};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// A fence orders what stands before it with what stands after it. The store and the load both stand after it.
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
        fence(Ordering::SeqCst);
        mine.store(true, Ordering::Relaxed);
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
