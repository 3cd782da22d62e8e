//@ title: Two locks in opposite order
//@ idea: "If I hold both locks, the pair is safe."
//@ test: value_and_version_belong_together
//@ kind: deadlock
//@ says: two locks in opposite order

use std::sync::RwLock;

/// The reader takes the version first, the producer the value first; each then waits for the other.
pub struct Board<T> {
    value: RwLock<T>,
    version: RwLock<u64>,
}

impl<T> Board<T> {
    pub const fn new(value: T) -> Self {
        Board {
            value: RwLock::new(value),
            version: RwLock::new(0),
        }
    }

    pub fn read<R>(&self, look: impl FnOnce(&T, u64) -> R) -> R {
        let version = self.version.read().unwrap();
        let value = self.value.read().unwrap();
        look(&value, *version)
    }

    pub fn version(&self) -> u64 {
        *self.version.read().unwrap()
    }

    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.update_if(|_| true, change);
    }

    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        let mut value = self.value.write().unwrap();
        let is_due = due(&value);
        if is_due {
            change(&mut value);
            *self.version.write().unwrap() += 1;
        }
        is_due
    }
}
