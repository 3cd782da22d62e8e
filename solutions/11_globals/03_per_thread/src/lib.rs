//! A counter for each thread, and the sum of them all.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The hits of the threads that have ended.
// This one is shared. Each thread writes to it once, when it ends.
static ENDED: AtomicU64 = AtomicU64::new(0);

/// The hits of one thread, which are added to [`ENDED`] when the thread ends.
// A `Cell` is enough: no other thread can reach it. The type is there for its destructor.
struct Own(Cell<u64>);

impl Drop for Own {
    fn drop(&mut self) {
        // Two threads may end at the same time, so this is one step.
        // ORDERING: Relaxed: the number says nothing about other memory. Who has joined the thread
        // sees what it has added, because joining a thread comes after its destructors.
        ENDED.fetch_add(self.0.get(), Relaxed);
    }
}

thread_local! {
    /// The hits of the running thread.
    // `const { .. }` because the value is known when the program is compiled: then no access has
    // to ask whether it is built.
    static OWN: Own = const { Own(Cell::new(0)) };
}

/// Counts a hit of the running thread. A destructor of a thread-local may call it, too.
pub fn hit() {
    // `with` panics when `OWN` has been dropped, and nobody can choose the order in which
    // thread-locals are dropped. What comes so late goes straight to where `OWN` has gone.
    if OWN.try_with(|own| own.0.set(own.0.get() + 1)).is_err() {
        // ORDERING: Relaxed: as above.
        ENDED.fetch_add(1, Relaxed);
    }
}

/// How many hits the running thread has counted.
pub fn own_hits() -> u64 {
    OWN.try_with(|own| own.0.get()).unwrap_or(0)
}

/// How many hits the running thread and all threads that have been joined have counted.
pub fn total_hits() -> u64 {
    // The running thread has not ended, so its hits are not in `ENDED`. Those of other running threads
    // are in neither: this thread cannot reach them.
    // ORDERING: Relaxed: as above.
    ENDED.load(Relaxed) + own_hits()
}
