//@ title: Read, then reset
//@ idea: "I read the count, and the next line sets it to zero. What should come in between?"
//@ test: a_reset_loses_no_packet
//@ test: two_resets_share_the_packets
//@ kind: panic
//@ says: one packet was counted; one `reset` returned 1, the other 1
//@ says: came between reading and resetting

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub static PACKETS_SERVED: Counter = Counter::new();

/// Right on most runs: the gap is a few nanoseconds wide, once a minute.
pub struct Counter {
    value: AtomicU64,
}

impl Counter {
    pub const fn new() -> Self {
        Counter {
            value: AtomicU64::new(0),
        }
    }

    pub fn count(&self) -> u64 {
        self.value.fetch_add(1, Relaxed) + 1
    }

    pub fn get(&self) -> u64 {
        self.value.load(Relaxed)
    }

    pub fn reset(&self) -> u64 {
        let counted = self.value.load(Relaxed);
        self.value.store(0, Relaxed);
        counted
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
