//@ title: The fence, and nothing acquired
//@ idea: "The SeqCst fence does it all: the accesses may be Relaxed."
//@ test: who_enters_sees_what_was_done_on_the_bridge
//@ kind: data_race
//@ says: no happens-before from the `leave`
//@ says: load(Relaxed)

use std::sync::atomic::{AtomicBool, Ordering, fence};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// They are never on the bridge together. But who enters has acquired nothing: a fence acquires for the loads
/// that stand *before* it, and here the load comes after it.
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
        mine.store(true, Ordering::Relaxed);
        fence(Ordering::SeqCst);
        if theirs.load(Ordering::Relaxed) {
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
