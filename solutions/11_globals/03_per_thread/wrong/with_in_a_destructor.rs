//@ title: with, also at the end
//@ idea: "A thread-local is there as long as its thread is running."
//@ test: hits_in_destructors_count
//@ kind: misuse
//@ says: the thread-local that `hit` uses had been dropped before

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

/// The destructors run on the thread, one after the other. Some find others dropped.
pub fn hit() {
    OWN.with(|own| own.0.set(own.0.get() + 1));
}

pub fn own_hits() -> u64 {
    OWN.try_with(|own| own.0.get()).unwrap_or(0)
}

pub fn total_hits() -> u64 {
    ENDED.load(Relaxed) + own_hits()
}
