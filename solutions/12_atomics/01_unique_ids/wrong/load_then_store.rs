//@ title: Load, add, store
//@ idea: "The counter is atomic, so counting with it is."
//@ test: two_threads_never_get_the_same_id
//@ test: every_thread_gets_one_while_there_are_enough
//@ kind: panic
//@ says: the same id twice
//@ says: an id was handed out twice

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// Each step is indivisible; the three together are not. Right on nearly every run.
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
        let id = self.next.load(Ordering::SeqCst);
        if id >= self.end {
            return None;
        }
        self.next.store(id + 1, Ordering::SeqCst);
        Some(id)
    }
}
