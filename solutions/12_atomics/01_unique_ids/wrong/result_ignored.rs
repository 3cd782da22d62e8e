//@ title: The result of the exchange is ignored
//@ idea: "compare_exchange has done it atomically, so the id is mine."
//@ test: two_threads_never_get_the_same_id
//@ kind: panic
//@ says: the same id twice

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// The exchange says whether it was done. Nobody asks.
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
        let seen = self.next.load(Ordering::SeqCst);
        if seen >= self.end {
            return None;
        }
        let _ = self
            .next
            .compare_exchange(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst);
        Some(seen)
    }
}
