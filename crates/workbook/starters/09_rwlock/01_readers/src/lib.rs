//! A notice board: many threads read it, few write on it.
//!
//! Readers do not keep each other out, and what they read belongs together. The statement is in
//! README.md.

use std::sync::Mutex;

/// A value that is read often and changed now and then, and the number of its changes.
pub struct Board<T> {
    // TODO: this lock lets one thread in at a time, the readers too.
    notice: Mutex<Notice<T>>,
}

struct Notice<T> {
    value: T,
    version: u64,
}

impl<T> Board<T> {
    /// A board that shows `value`, in version 0.
    pub const fn new(value: T) -> Self {
        Board {
            notice: Mutex::new(Notice { value, version: 0 }),
        }
    }

    /// Shows the value and its version to `look`. Several threads may look at the same time.
    pub fn read<R>(&self, look: impl FnOnce(&T, u64) -> R) -> R {
        let notice = self.notice.lock().unwrap();
        look(&notice.value, notice.version)
    }

    /// The number of changes so far.
    pub fn version(&self) -> u64 {
        self.notice.lock().unwrap().version
    }

    /// Has `change` change the value, and adds one to the version. Nobody looks meanwhile.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        let mut notice = self.notice.lock().unwrap();
        change(&mut notice.value);
        notice.version += 1;
    }

    /// Does what `update` does if the value is `due` for it, else nothing. Says whether it did.
    ///
    /// `due` may be called more than once. When `change` begins, the value is still due.
    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        // TODO: who may change the value between these two lines?
        let is_due = self.read(|value, _| due(value));
        if is_due {
            self.update(change);
        }
        is_due
    }
}
