//@ title: A mutex lets one reader in
//@ idea: "A lock is a lock: a Mutex is correct, and simpler."
//@ test: readers_look_at_the_same_time
//@ kind: deadlock
//@ says: readers keep each other out

use std::sync::Mutex;

/// Nothing is torn and nothing is lost, but readers queue.
pub struct Board<T> {
    notice: Mutex<(T, u64)>,
}

impl<T> Board<T> {
    pub const fn new(value: T) -> Self {
        Board {
            notice: Mutex::new((value, 0)),
        }
    }

    pub fn read<R>(&self, look: impl FnOnce(&T, u64) -> R) -> R {
        let notice = self.notice.lock().unwrap();
        look(&notice.0, notice.1)
    }

    pub fn version(&self) -> u64 {
        self.notice.lock().unwrap().1
    }

    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.update_if(|_| true, change);
    }

    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        let mut notice = self.notice.lock().unwrap();
        let is_due = due(&notice.0);
        if is_due {
            change(&mut notice.0);
            notice.1 += 1;
        }
        is_due
    }
}
