//@ title: The total waits for the destructor
//@ idea: "The destructors add everything to the total, so the total is there."
//@ test: the_total_has_the_hits_of_its_own_thread
//@ test: threads_may_end_at_the_same_time
//@ kind: panic
//@ says: its hits are in the total, too

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

/// The thread that asks has not ended yet. Its own hits are missing.
pub fn total_hits() -> u64 {
    ENDED.load(Relaxed)
}
