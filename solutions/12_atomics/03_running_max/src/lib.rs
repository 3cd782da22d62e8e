//! The greatest value that any thread has recorded.

use std::sync::atomic::{AtomicU64, Ordering};

/// The greatest of the values recorded so far.
pub struct RunningMax {
    // "Nothing" and the values share one number: 0 is nothing, `value + 1` is a value. All `u32`
    // are values, so the number must have more than 32 bits. Two atomics, a flag and a number,
    // could be seen one without the other.
    greatest: AtomicU64,
}

impl RunningMax {
    /// Nothing is recorded yet.
    pub const fn new() -> Self {
        RunningMax {
            greatest: AtomicU64::new(0),
        }
    }

    /// Records a value. Says whether it is greater than all that were recorded before.
    pub fn record(&self, value: u32) -> bool {
        let new = u64::from(value) + 1;
        // One step: it reads, compares, and writes the greater one. It returns what was there
        // at that moment, so the answer is about that moment too.
        //
        // ORDERING: Relaxed. All that matters is in this one number, and all threads agree on the
        // order of the writes to it.
        //
        // By hand it would be a loop that compares again on every round:
        // let mut seen = self.greatest.load(Relaxed);
        // while seen < new {
        //     match self.greatest.compare_exchange_weak(seen, new, Relaxed, Relaxed) {
        //         Ok(_) => return true,
        //         Err(now) => seen = now,
        //     }
        // }
        // false
        self.greatest.fetch_max(new, Ordering::Relaxed) < new
    }

    /// The greatest value so far; `None` as long as nothing was recorded.
    pub fn get(&self) -> Option<u32> {
        // ORDERING: Relaxed. A thread that has read one value of a number never reads an older
        // one later, with any ordering: so `get` does not go back.
        let greatest = self.greatest.load(Ordering::Relaxed);
        let value = greatest.checked_sub(1)?;
        Some(u32::try_from(value).expect("only `u32`s are recorded"))
    }
}

impl Default for RunningMax {
    fn default() -> Self {
        Self::new()
    }
}
