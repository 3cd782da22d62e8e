//@ title: Add, then check
//@ idea: "fetch_add gives everybody another number; what is too large, I refuse."
//@ test: nothing_comes_after_the_last_id
//@ kind: panic
//@ says: wrapped around

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// Refused calls count on. After 2^32 of them at the most, the ids begin again.
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
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        (id < self.end).then_some(id)
    }
}
