//@ title: The version is an atomic, and what is not due takes no write lock

//! A notice board: many threads read it, few write on it.

use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// A value that is read often and changed now and then, and the number of its changes.
pub struct Board<T> {
    value: RwLock<T>,
    /// Changed only under the write lock, so that it does not change while the value is read.
    version: AtomicU64,
}

impl<T> Board<T> {
    /// A board that shows `value`, in version 0.
    pub const fn new(value: T) -> Self {
        Board {
            value: RwLock::new(value),
            version: AtomicU64::new(0),
        }
    }

    /// Shows the value and its version to `look`. Several threads may look at the same time.
    pub fn read<R>(&self, look: impl FnOnce(&T, u64) -> R) -> R {
        let value = self.value.read().unwrap();
        // The lock orders this load with the changes: they are over, or they have not begun.
        look(&value, self.version())
    }

    /// The number of changes so far.
    pub fn version(&self) -> u64 {
        // ORDERING: Relaxed: who wants to see what was changed reads the value, under its lock.
        self.version.load(Ordering::Relaxed)
    }

    fn change_if(&self, due: impl FnOnce(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        let mut value = self.value.write().unwrap();
        let is_due = due(&value);
        if is_due {
            change(&mut value);
            self.version.fetch_add(1, Ordering::Relaxed);
        }
        is_due
    }

    /// Has `change` change the value, and adds one to the version. Nobody looks meanwhile.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.change_if(|_| true, change);
    }

    /// Does what `update` does if the value is `due` for it, else nothing. Says whether it did.
    ///
    /// `due` may be called more than once. When `change` begins, the value is still due.
    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        // A "no" is an answer: at that moment it was not due. A "yes" has to be asked again.
        self.read(|value, _| due(value)) && self.change_if(due, change)
    }
}
