//@ title: A fence for the compiler
//@ idea: "It is the compiler that moves the lines about."
//@ test: never_both
//@ kind: panic
//@ says: neither has seen the other

use std::sync::atomic::{AtomicBool, Ordering, compiler_fence};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// The machine code has the right order. The processor then does the load while the store waits in the store
/// buffer.
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
        compiler_fence(Ordering::SeqCst);
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
