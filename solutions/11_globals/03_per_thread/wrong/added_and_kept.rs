//@ title: Added to the total, and kept
//@ idea: "I add my hits to the total when somebody asks."
//@ test: the_total_has_the_hits_of_its_own_thread
//@ kind: panic
//@ says: each hit must be in it once

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static ENDED: AtomicU64 = AtomicU64::new(0);

struct Own(Cell<u64>);

impl Drop for Own {
    fn drop(&mut self) {
        ENDED.fetch_add(self.0.get(), Relaxed);
    }
}

thread_local! {
    static OWN: Own = const { Own(Cell::new(0)) };
}

pub fn hit() {
    if OWN.try_with(|own| own.0.set(own.0.get() + 1)).is_err() {
        ENDED.fetch_add(1, Relaxed);
    }
}

pub fn own_hits() -> u64 {
    OWN.try_with(|own| own.0.get()).unwrap_or(0)
}

/// They are added each time that somebody asks, and once more when the thread ends.
pub fn total_hits() -> u64 {
    ENDED.fetch_add(own_hits(), Relaxed) + own_hits()
}
