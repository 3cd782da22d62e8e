//! Ids for many threads: each is handed out once.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// Hands out the ids of a range.
pub struct Ids {
    /// The id that is handed out next; never greater than `end`.
    next: AtomicU32,
    // It never changes, so it need not be atomic.
    /// The first number that is no longer an id.
    end: u32,
}

impl Ids {
    /// Will hand out each id in `ids` once.
    pub const fn new(ids: Range<u32>) -> Self {
        Ids {
            next: AtomicU32::new(ids.start),
            end: ids.end,
        }
    }

    /// Takes an id that nobody else has. `None` when all have been handed out.
    pub fn take(&self) -> Option<u32> {
        // ORDERING: Relaxed everywhere. Only the counter itself matters: an id says nothing about
        // other memory, so there is no partner to synchronize with. That no two threads write the
        // same number is the atomicity of the exchange, which every ordering gives.
        let mut seen = self.next.load(Ordering::Relaxed);
        loop {
            // Checked on every round, with the value that the exchange below will insist on. So the
            // check is still true when we act on it, and `next` never passes `end`: there is no
            // wrap-around, however often somebody asks.
            if seen >= self.end {
                return None;
            }
            match self.next.compare_exchange_weak(
                seen,
                seen + 1, // cannot overflow: `seen < end`
                Ordering::Relaxed,
                Ordering::Relaxed,
            ) {
                Ok(id) => return Some(id),
                // Somebody else took it (or the exchange failed for no reason, as a weak one
                // may). `now` is what the counter says: no second load is needed.
                Err(now) => seen = now,
            }
        }
        // `try_update` is this loop, ready-made:
        // self.next.try_update(Relaxed, Relaxed, |next| (next < self.end).then(|| next + 1)).ok()
    }
}
