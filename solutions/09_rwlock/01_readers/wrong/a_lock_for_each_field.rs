//@ title: A lock for each field
//@ idea: "Each field has its own lock, so each is safe."
//@ test: value_and_version_belong_together
//@ kind: panic
//@ says: torn

use std::sync::RwLock;

/// Each field is safe, and the pair is not: a reader comes between the two changes.
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
        let version = self.version();
        let value = self.value.read().unwrap();
        look(&value, version)
    }

    pub fn version(&self) -> u64 {
        *self.version.read().unwrap()
    }

    pub fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut *self.value.write().unwrap());
        *self.version.write().unwrap() += 1;
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
