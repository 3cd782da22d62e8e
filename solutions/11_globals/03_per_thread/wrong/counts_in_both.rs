//@ title: Counts here and there
//@ idea: "A thread-local for the own number, and an atomic for the total: both are quick."
//@ test: who_hits_disturbs_nobody
//@ kind: assert
//@ says: Does every `hit` use something that all threads share

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static TOTAL: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static OWN: Cell<u64> = const { Cell::new(0) };
}

/// All numbers are right. The thread-local was to spare us the shared counter, and every hit goes there.
pub fn hit() {
    let _ = OWN.try_with(|own| own.set(own.get() + 1));
    TOTAL.fetch_add(1, Relaxed);
}

pub fn own_hits() -> u64 {
    OWN.get()
}

pub fn total_hits() -> u64 {
    TOTAL.load(Relaxed)
}
