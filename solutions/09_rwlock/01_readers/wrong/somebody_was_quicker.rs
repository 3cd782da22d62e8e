//@ title: Somebody was quicker
//@ idea: "The version has changed since I asked, so my change is not due any more."
//@ test: a_change_that_is_due_is_made
//@ kind: panic
//@ says: even if another one was made in between

use std::sync::RwLock;

/// It notices that the answer is old, and does not ask again.
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
        let seen = notice.1;
        let is_due = due(&notice.0);
        drop(notice);
        let mut notice = self.notice.write().unwrap();
        if !is_due || notice.1 != seen {
            return false;
        }
        change(&mut notice.0);
        notice.1 += 1;
        true
    }
}
