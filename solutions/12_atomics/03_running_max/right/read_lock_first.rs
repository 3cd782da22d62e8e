//@ title: An `RwLock`: looks with the read lock, and again with the write lock

use std::sync::RwLock;

/// The greatest of the values recorded so far.
#[derive(Default)]
pub struct RunningMax {
    greatest: RwLock<Option<u32>>,
}

impl RunningMax {
    /// Nothing is recorded yet.
    pub const fn new() -> Self {
        RunningMax {
            greatest: RwLock::new(None),
        }
    }

    /// Records a value. Says whether it is greater than all that were recorded before.
    pub fn record(&self, value: u32) -> bool {
        // Most values are no record, and those who bring them need not wait for each other.
        if self.get() >= Some(value) {
            return false;
        }
        let mut greatest = self.greatest.write().unwrap();
        // Another thread may have been here between the two locks.
        if *greatest >= Some(value) {
            return false;
        }
        *greatest = Some(value);
        true
    }

    /// The greatest value so far; `None` as long as nothing was recorded.
    pub fn get(&self) -> Option<u32> {
        *self.greatest.read().unwrap()
    }
}
