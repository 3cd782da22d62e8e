//! A counter for the whole program.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The packets that this program has served, on all threads.
// `static`, not `const`: a static is one place in memory, while a `const` is a value that is made
// anew wherever its name stands. And not `static mut`: nothing would keep two threads apart.
pub static PACKETS_SERVED: Counter = Counter::new();

/// Counts up from zero.
pub struct Counter {
    // An atomic changes behind a shared reference, and a shared reference is all that a static
    // gives. A `Mutex<u64>` would do as well: `Mutex::new` is a `const fn`, too.
    value: AtomicU64,
}

impl Counter {
    /// A counter at zero. A `const fn`, so that a `static` can be made of it.
    pub const fn new() -> Self {
        Counter {
            value: AtomicU64::new(0),
        }
    }

    /// Counts a packet, and returns its number: 1 for the first since the last reset.
    pub fn count(&self) -> u64 {
        // One step, which returns what was there before. The packet's number follows from it. To
        // ask with a `load` afterwards would be a second step, and could give the number of a later packet.
        // ORDERING: Relaxed: the number says nothing about other memory. That no update is lost is
        // so with every ordering, since a read-modify-write is one step.
        self.value.fetch_add(1, Relaxed) + 1
    }

    /// How many packets were counted since the last reset.
    pub fn get(&self) -> u64 {
        // ORDERING: Relaxed: as above. Who has joined a thread sees what it has counted anyhow.
        self.value.load(Relaxed)
    }

    /// Returns how many packets were counted since the last reset, and starts again at zero.
    pub fn reset(&self) -> u64 {
        // Reading and writing in one step: each packet is on one side of it or on the other.
        // ORDERING: Relaxed: as above.
        self.value.swap(0, Relaxed)
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
