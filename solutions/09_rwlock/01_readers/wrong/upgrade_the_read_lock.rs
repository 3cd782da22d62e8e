//@ title: A read lock is upgraded to a write lock
//@ idea: "I have the lock for reading; now I take it for writing as well."
//@ test: a_change_that_is_not_due_is_not_made
//@ kind: deadlock
//@ says: ask for a lock that it holds already

use std::sync::RwLock;

/// `write` waits until all readers have gone. The thread that waits is one of them.
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
        let mut notice = self.notice.write().unwrap();
        change(&mut notice.0);
        notice.1 += 1;
    }

    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        let notice = self.notice.read().unwrap();
        if !due(&notice.0) {
            return false;
        }
        let mut notice = self.notice.write().unwrap();
        change(&mut notice.0);
        notice.1 += 1;
        true
    }
}
