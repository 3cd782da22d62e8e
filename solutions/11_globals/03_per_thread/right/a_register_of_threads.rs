//@ title: A register of all threads' numbers, which are added up when somebody asks

//! A counter for each thread, and the sum of them all.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// The numbers of all threads that have ever hit. They stay when a thread ends.
static ALL: Mutex<Vec<Arc<AtomicU64>>> = Mutex::new(Vec::new());

/// Hits of threads that have no number any more.
static LATE: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// The hits of the running thread. Only this thread writes it.
    static OWN: Arc<AtomicU64> = {
        let own = Arc::new(AtomicU64::new(0));
        ALL.lock().unwrap().push(Arc::clone(&own));
        own
    };
}

/// Counts a hit of the running thread. A destructor of a thread-local may call it, too.
pub fn hit() {
    let counted = OWN.try_with(|own| {
        // A load and a store, since nobody else stores.
        //
        // ORDERING: Relaxed: whoever joins this thread sees its last store, and others may see an
        // older one.
        own.store(own.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
    });
    // `OWN` has been dropped. Its number is still in `ALL`, but this thread has no way to it.
    if counted.is_err() {
        // ORDERING: Relaxed: to add is one step, and whoever joins this thread sees it.
        LATE.fetch_add(1, Ordering::Relaxed);
    }
}

/// How many hits the running thread has counted.
pub fn own_hits() -> u64 {
    OWN.try_with(|own| own.load(Ordering::Relaxed)).unwrap_or(0)
}

/// How many hits the running thread and all threads that have been joined have counted.
pub fn total_hits() -> u64 {
    let all = ALL.lock().unwrap();
    let counted: u64 = all.iter().map(|own| own.load(Ordering::Relaxed)).sum();
    counted + LATE.load(Ordering::Relaxed)
}
