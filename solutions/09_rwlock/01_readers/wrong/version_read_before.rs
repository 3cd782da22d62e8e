//@ title: The version is read before the change
//@ idea: "To read the version I need the read lock, to write it the write lock."
//@ test: no_change_is_lost
//@ kind: panic
//@ says: a change was lost

use std::sync::RwLock;

/// Two producers read the same version, and both write the next one.
pub struct Board<T> {
    notice: RwLock<(T, u64)>,
}

impl<T> Board<T> {
    pub const fn new(value: T) -> Self {
        Board {
            notice: RwLock::new((value, 0)),
        }
    }

    pub fn read<R>(&self, look: impl FnOnce(&T, u64) -> R) -> R {
        let notice = self.notice.read().unwrap();
        look(&notice.0, notice.1)
    }

    pub fn version(&self) -> u64 {
        self.notice.read().unwrap().1
    }

    pub fn update(&self, change: impl FnOnce(&mut T)) {
        let version = self.version();
        let mut notice = self.notice.write().unwrap();
        change(&mut notice.0);
        notice.1 = version + 1;
    }

    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        let mut notice = self.notice.write().unwrap();
        if !due(&notice.0) {
            return false;
        }
        change(&mut notice.0);
        notice.1 += 1;
        true
    }
}
