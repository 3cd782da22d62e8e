//@ title: A weak exchange without a loop
//@ idea: "Only one thread is there, so the exchange cannot fail."
//@ test: one_thread_gets_each_id_once
//@ kind: panic
//@ says: a weak exchange may fail

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// A weak exchange may fail for no reason, also when nobody else is there.
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
            .compare_exchange_weak(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst)
            .ok()
    }
}
