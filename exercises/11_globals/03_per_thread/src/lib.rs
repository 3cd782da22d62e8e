//! A counter for each thread, and the sum of them all.
//!
//! Count without disturbing other threads, and lose nothing when a thread ends. The statement is in
//! README.md.

use std::cell::Cell;

thread_local! {
    /// The hits of the running thread.
    static OWN: Cell<u64> = const { Cell::new(0) };
}

/// Counts a hit of the running thread. A destructor of a thread-local may call it, too.
pub fn hit() {
    OWN.set(OWN.get() + 1);
}

/// How many hits the running thread has counted.
pub fn own_hits() -> u64 {
    OWN.get()
}

/// How many hits the running thread and all threads that have been joined have counted.
pub fn total_hits() -> u64 {
    // TODO: whose `OWN` is this? And where is what a thread counted when it has ended?
    OWN.get()
}
