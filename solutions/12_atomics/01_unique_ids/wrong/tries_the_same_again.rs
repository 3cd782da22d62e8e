//@ title: The loop tries the same again
//@ idea: "If it fails, I try again until it works."
//@ test: two_threads_never_get_the_same_id
//@ kind: livelock
//@ says: the value that it saw first

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// The counter never goes back, so it will never say again what was seen first.
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
        while self
            .next
            .compare_exchange(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst)
            .is_err()
        {
            std::hint::spin_loop();
        }
        Some(seen)
    }
}
