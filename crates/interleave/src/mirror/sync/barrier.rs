//! `Barrier`.
use std::fmt;
use std::panic::Location;

use crate::mirror::object::{Head, Object, World, world};
use crate::rt::{self, Op, Outcome};

/// As std's [`Barrier`](std::sync::Barrier).
pub struct Barrier {
    head: Head,
    n: usize,
    real: std::sync::Barrier,
}

// SAFETY: `head` is a field, and a fresh barrier has nobody waiting at it.
unsafe impl Object for Barrier {
    const KIND: &'static str = "Barrier";
    fn head(&self) -> &Head {
        &self.head
    }
}

/// As std's [`BarrierWaitResult`](std::sync::BarrierWaitResult), which nobody but std can make.
pub struct BarrierWaitResult(bool);

impl Barrier {
    /// As std's.
    #[must_use]
    #[inline]
    pub const fn new(n: usize) -> Self {
        Barrier {
            head: Head::new(),
            n,
            real: std::sync::Barrier::new(n),
        }
    }

    /// As std's.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let loc = Location::caller();
        let is_leader = match world(self, loc) {
            World::Native => self.real.wait().is_leader(),
            World::Model(this, _) => {
                // As in std, a barrier for 0 threads is one for 1.
                let n = this.n.max(1);
                rt::op(&this.head.slot, Op::Arrive { n }, "wait()", loc);
                rt::op(&this.head.slot, Op::Leave { n }, "wait()", loc) == Outcome::Leader
            }
            World::Teardown(_) => rt::abandon(),
        };
        BarrierWaitResult(is_leader)
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

impl BarrierWaitResult {
    /// As std's.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult")
            .field("is_leader", &self.0)
            .finish()
    }
}
