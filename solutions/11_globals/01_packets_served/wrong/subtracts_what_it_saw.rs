//@ title: Two resets take the same packets
//@ idea: "I subtract what I have read, so a packet that comes in between is not lost."
//@ test: two_resets_share_the_packets
//@ kind: panic
//@ says: one packet was counted; one `reset` returned 1

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub static PACKETS_SERVED: Counter = Counter::new();

/// True: no packet is lost. But two who reset at the same time take the same packets away, twice.
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
        self.value.fetch_sub(counted, Relaxed);
        counted
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
