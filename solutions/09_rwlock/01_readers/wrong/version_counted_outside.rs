//@ title: The version is counted outside the lock
//@ idea: "An atomic is always up to date, so it needs no lock."
//@ test: value_and_version_belong_together
//@ kind: panic
//@ says: torn

use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// `fetch_add` loses no change, but it is a second step: the new value is there before its version
/// is.
pub struct Board<T> {
    value: RwLock<T>,
    version: AtomicU64,
}

impl<T> Board<T> {
    pub const fn new(value: T) -> Self {
        Board {
            value: RwLock::new(value),
            version: AtomicU64::new(0),
        }
    }

    pub fn read<R>(&self, look: impl FnOnce(&T, u64) -> R) -> R {
        let value = self.value.read().unwrap();
        look(&value, self.version())
    }

    pub fn version(&self) -> u64 {
        self.version.load(Ordering::SeqCst)
    }

    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.update_if(|_| true, change);
    }

    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        let mut value = self.value.write().unwrap();
        let is_due = due(&value);
        if is_due {
            change(&mut value);
            drop(value);
            self.version.fetch_add(1, Ordering::SeqCst);
        }
        is_due
    }
}
