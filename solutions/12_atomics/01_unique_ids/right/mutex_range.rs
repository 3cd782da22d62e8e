//@ title: A range in a `Mutex`, and its own `next`

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// Hands out the ids of a range.
pub struct Ids {
    /// Those that are left.
    left: Mutex<Range<u32>>,
}

impl Ids {
    /// Will hand out each id in `ids` once.
    pub const fn new(ids: Range<u32>) -> Self {
        Ids {
            left: Mutex::new(ids),
        }
    }

    /// Takes an id that nobody else has. `None` when all have been handed out.
    pub fn take(&self) -> Option<u32> {
        // A range is an iterator that knows when it is empty. `next` does not panic half-way, so a
        // poisoned lock holds nothing broken.
        self.left
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .next()
    }
}
