//@ title: Leaving is Relaxed
//@ idea: "Who leaves has nothing more to tell."
//@ test: who_enters_sees_what_was_done_on_the_bridge
//@ kind: data_race
//@ says: no happens-before from the `leave`

use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// It has told nobody yet what it did on the bridge. The next one is let in by this store, and by nothing else.
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
            mine.store(false, Ordering::Release);
            return false;
        }
        true
    }

    pub fn leave(&self, side: Side) {
        let (mine, _) = self.flags(side);
        mine.store(false, Ordering::Relaxed);
    }
}

impl Default for Bridge {
    fn default() -> Self {
        Self::new()
    }
}
