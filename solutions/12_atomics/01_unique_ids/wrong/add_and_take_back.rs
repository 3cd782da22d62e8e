//@ title: Add, and take it back
//@ idea: "If it was one too many, I subtract it again: no harm done."
//@ test: nothing_comes_after_the_last_id_when_several_ask
//@ kind: panic
//@ says: went past the end for a moment

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// Alone, it never goes wrong. Between the two steps, others see the counter past its end.
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
        let id = self.next.fetch_add(1, Ordering::SeqCst);
        if id >= self.end {
            self.next.fetch_sub(1, Ordering::SeqCst);
            return None;
        }
        Some(id)
    }
}
