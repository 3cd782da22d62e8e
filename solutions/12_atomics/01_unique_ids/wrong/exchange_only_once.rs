//@ title: A failed exchange means: none left
//@ idea: "If compare_exchange fails, I could not have an id."
//@ test: every_thread_gets_one_while_there_are_enough
//@ test: a_static_can_hold_ids
//@ kind: panic
//@ says: a thread went without
//@ says: do both take from the same counter

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// It failed because another thread was faster. The next id is still there.
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
        self.next
            .compare_exchange(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst)
            .ok()
    }
}
