//! Ids for many threads: each is handed out once.
//!
//! Make sure that no id is handed out twice, and none that is not in the range. The statement is in README.md.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// Hands out the ids of a range.
pub struct Ids {
    /// The id that is handed out next.
    next: AtomicU32,
    /// The first number that is no longer an id.
    end: u32,
}

impl Ids {
    /// Will hand out each id in `ids` once.
    pub const fn new(ids: Range<u32>) -> Self {
        Ids {
            next: AtomicU32::new(ids.start),
            end: ids.end,
        }
    }

    /// Takes an id that nobody else has. `None` when all have been handed out.
    pub fn take(&self) -> Option<u32> {
        // TODO: between the load and the store, what can another thread do?
        let id = self.next.load(Ordering::SeqCst);
        if id == self.end {
            return None;
        }
        self.next.store(id + 1, Ordering::SeqCst);
        Some(id)
    }
}
