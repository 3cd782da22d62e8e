//@ title: Load, add, store, in the destructor
//@ idea: "A thread ends only once, so nobody disturbs it."
//@ test: threads_may_end_at_the_same_time
//@ kind: panic
//@ says: hits were lost

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static ENDED: AtomicU64 = AtomicU64::new(0);

struct Own(Cell<u64>);

/// It ends once, and another one may end at the same time. Right on most runs.
impl Drop for Own {
    fn drop(&mut self) {
        ENDED.store(ENDED.load(Relaxed) + self.0.get(), Relaxed);
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

pub fn total_hits() -> u64 {
    ENDED.load(Relaxed) + own_hits()
}
