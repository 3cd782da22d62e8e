//@ title: What a failed exchange returns is taken for an id
//@ idea: "Both Ok and Err hold the number, so I take it."
//@ test: every_thread_gets_one_while_there_are_enough
//@ kind: panic
//@ says: an id was handed out twice

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// `Err` holds what the counter says now. Nobody has reserved it; the next thread takes it too.
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
        match self
            .next
            .compare_exchange(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst)
        {
            Ok(id) | Err(id) => Some(id),
        }
    }
}
