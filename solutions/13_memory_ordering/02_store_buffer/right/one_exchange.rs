//@ title: One atomic that says who is there, and a single exchange

use std::sync::atomic::{AtomicU8, Ordering};

/// From which side somebody comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From the left.
    Left,
    /// From the right.
    Right,
}

/// Nobody is on the bridge.
const NOBODY: u8 = 0;

/// A bridge that is wide enough for one side.
pub struct Bridge {
    on_it: AtomicU8,
}

impl Bridge {
    /// A bridge with nobody on it.
    pub const fn new() -> Self {
        Bridge {
            on_it: AtomicU8::new(NOBODY),
        }
    }

    /// Tries to enter. Returns whether this side is on the bridge now. Never waits.
    pub fn try_enter(&self, side: Side) -> bool {
        let this = match side {
            Side::Left => 1,
            Side::Right => 2,
        };
        // Both sides write to one atomic, and its writes have one order. So SeqCst is not needed.
        //
        // ORDERING: Acquire, the partner of the Release in `leave`. Failure is Relaxed: who is
        // refused looks at nothing.
        self.on_it
            .compare_exchange(NOBODY, this, Ordering::Acquire, Ordering::Relaxed)
            .is_ok()
    }

    /// Leaves the bridge, which this side has entered.
    pub fn leave(&self, _: Side) {
        // ORDERING: Release, the partner of the Acquire in `try_enter`.
        self.on_it.store(NOBODY, Ordering::Release);
    }
}

impl Default for Bridge {
    fn default() -> Self {
        Self::new()
    }
}
