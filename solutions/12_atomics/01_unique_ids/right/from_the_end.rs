//@ title: From the last id down to the first, with a weak exchange in a loop

use std::ops::Range;
use std::sync::atomic::{
    AtomicU32,
    Ordering::{AcqRel, Acquire},
};

/// Hands out the ids of a range.
pub struct Ids {
    first: u32,
    /// The ids from here on are gone.
    end: AtomicU32,
}

impl Ids {
    /// Will hand out each id in `ids` once.
    pub const fn new(ids: Range<u32>) -> Self {
        Ids {
            first: ids.start,
            end: AtomicU32::new(ids.end),
        }
    }

    /// Takes an id that nobody else has. `None` when all have been handed out.
    pub fn take(&self) -> Option<u32> {
        // ORDERING: Acquire and AcqRel. An id needs neither, since it says nothing about other memory; to
        // ask for more is not wrong.
        let mut end = self.end.load(Acquire);
        while end > self.first {
            // Cannot wrap around: there is something below.
            let id = end - 1;
            match self.end.compare_exchange_weak(end, id, AcqRel, Acquire) {
                Ok(_) => return Some(id),
                Err(now) => end = now,
            }
        }
        None
    }
}
