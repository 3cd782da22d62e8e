//@ title: A counter for each thread
//@ idea: "What is not shared needs no atomic."
//@ test: two_threads_never_get_the_same_id
//@ test: a_static_can_hold_ids
//@ kind: panic
//@ says: the same id twice
//@ says: do both take from the same counter

use std::cell::Cell;
use std::ops::Range;

thread_local! {
    static NEXT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Every thread counts for itself: from the same start.
pub struct Ids {
    start: u32,
    end: u32,
}

impl Ids {
    pub const fn new(ids: Range<u32>) -> Self {
        Ids {
            start: ids.start,
            end: ids.end,
        }
    }

    pub fn take(&self) -> Option<u32> {
        NEXT.with(|next| {
            let id = next.get().unwrap_or(self.start);
            next.set(Some(id + 1));
            (id < self.end).then_some(id)
        })
    }
}
