//@ title: Check, then add
//@ idea: "I add only when there is one left."
//@ test: the_last_id_goes_to_one_thread
//@ kind: panic
//@ says: still true when the id was taken

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// Two threads pass the check for the last id, and both add. Right until the ids run out.
pub struct Ids {
    next: AtomicU32,
    end: u32,
}

impl Ids {
    pub const fn new(ids: Range<u32>) -> Self {
        Ids {
            next: AtomicU32::new(ids.start),
            end: ids.end,
        }
    }

    pub fn take(&self) -> Option<u32> {
        if self.next.load(Ordering::SeqCst) >= self.end {
            return None;
        }
        Some(self.next.fetch_add(1, Ordering::SeqCst))
    }
}
