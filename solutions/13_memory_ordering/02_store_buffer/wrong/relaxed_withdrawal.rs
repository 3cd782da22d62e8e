//@ title: The withdrawal is Relaxed
//@ idea: "Who was refused has done nothing, and has nothing to release."
//@ test: also_after_somebody_was_refused
//@ kind: data_race
//@ says: no happens-before from the `leave`

use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// Not in this attempt. But the `false` of the withdrawal has replaced that of an earlier `leave`, and the
/// other side acquires from what it reads. A later store, also by the same thread, is not part of the
/// release sequence of the earlier one.
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
        if theirs.load(Ordering::SeqCst) {
            mine.store(false, Ordering::Relaxed);
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
