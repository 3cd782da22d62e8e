//@ title: Too late to count
//@ idea: "If the thread-local is gone, the thread is gone, and nobody hits any more."
//@ test: hits_in_destructors_count
//@ kind: panic
//@ says: Your own thread-local may have been dropped by then

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

/// No panic, and the hit is lost.
pub fn hit() {
    let _ = OWN.try_with(|own| own.0.set(own.0.get() + 1));
}

pub fn own_hits() -> u64 {
    OWN.try_with(|own| own.0.get()).unwrap_or(0)
}

pub fn total_hits() -> u64 {
    ENDED.load(Relaxed) + own_hits()
}
