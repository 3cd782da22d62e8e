//@ title: `fetch_add`, and `fetch_min` takes back what was too much

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Hands out the ids of a range.
pub struct Ids {
    /// At most as many past `end` as there are threads in `take`.
    next: AtomicU64,
    end: u64,
}

impl Ids {
    /// Will hand out each id in `ids` once.
    pub const fn new(ids: Range<u32>) -> Self {
        Ids {
            next: AtomicU64::new(ids.start as u64),
            end: ids.end as u64,
        }
    }

    /// Takes an id that nobody else has. `None` when all have been handed out.
    pub fn take(&self) -> Option<u32> {
        // ORDERING: Relaxed, here and below. An id says nothing about other memory.
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        if number < self.end {
            return u32::try_from(number).ok();
        }
        // Not `fetch_sub`: two threads that both subtract could come below `end` if a third one had
        // put it right in between. This never goes lower than `end`.
        self.next.fetch_min(self.end, Ordering::Relaxed);
        None
    }
}
