//@ title: Two atomics: the greatest, and whether there was any value at all

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// The greatest of the values recorded so far.
#[derive(Default)]
pub struct RunningMax {
    /// 0 as long as nothing greater was recorded.
    greatest: AtomicU32,
    /// Whether a value was recorded. Set after `greatest`.
    any: AtomicBool,
}

impl RunningMax {
    /// Nothing is recorded yet.
    pub const fn new() -> Self {
        RunningMax {
            greatest: AtomicU32::new(0),
            any: AtomicBool::new(false),
        }
    }

    /// Records a value. Says whether it is greater than all that were recorded before.
    pub fn record(&self, value: u32) -> bool {
        // ORDERING: Relaxed. The flag below orders it.
        let before = self.greatest.fetch_max(value, Ordering::Relaxed);
        // Also if it was no record: who has recorded something must not get `None`.
        //
        // ORDERING: Release, the partner of the Acquire in `get`. Whoever finds the flag set there also
        // finds a value that was recorded.
        let others = self.any.swap(true, Ordering::Release);
        // Only 0 can be a record and leave the number as it was. It is one if it is the first.
        value > before || (before == 0 && !others)
    }

    /// The greatest value so far; `None` as long as nothing was recorded.
    pub fn get(&self) -> Option<u32> {
        // ORDERING: Acquire, the partner of the Release in `record`.
        self.any
            .load(Ordering::Acquire)
            .then(|| self.greatest.load(Ordering::Relaxed))
    }
}
