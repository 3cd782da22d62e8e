//@ title: Check, unlock, lock, act
//@ idea: "I drop the read guard before I take the write guard, so nothing can go wrong."
//@ test: a_change_is_still_due_when_it_is_made
//@ kind: panic
//@ says: both of two threads got it

use std::sync::RwLock;

/// No deadlock, but between the two guards the board belongs to anyone.
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
        let is_due = due(&notice.0);
        drop(notice);
        if is_due {
            let mut notice = self.notice.write().unwrap();
            change(&mut notice.0);
            notice.1 += 1;
        }
        is_due
    }
}
