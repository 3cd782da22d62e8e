//! A notice board: many threads read it, few write on it.

use std::sync::RwLock;

/// A value that is read often and changed now and then, and the number of its changes.
pub struct Board<T> {
    // Value and version belong together: version 3 is the number of *this* value. What belongs
    // together lives behind one lock. With a lock each, a reader could find a new value beside an
    // old version, and two locks need an order in which everybody takes them.
    notice: RwLock<Notice<T>>,
}

struct Notice<T> {
    value: T,
    version: u64,
}

impl<T> Board<T> {
    /// A board that shows `value`, in version 0.
    pub const fn new(value: T) -> Self {
        Board {
            notice: RwLock::new(Notice { value, version: 0 }),
        }
    }

    /// Shows the value and its version to `look`. Several threads may look at the same time.
    pub fn read<R>(&self, look: impl FnOnce(&T, u64) -> R) -> R {
        // A read guard gives `&Notice`, so that any number of them can exist at once. It lives
        // until `look` has returned: the reference that `look` gets must not outlive the lock.
        let notice = self.notice.read().unwrap();
        look(&notice.value, notice.version)
    }

    /// The number of changes so far.
    pub fn version(&self) -> u64 {
        self.notice.read().unwrap().version
    }

    /// Has `change` change the value, and adds one to the version. Nobody looks meanwhile.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        // The write guard is the only guard while it lives. Both changes happen under it, so nobody
        // sees one without the other.
        let mut notice = self.notice.write().unwrap();
        change(&mut notice.value);
        notice.version += 1;
    }

    /// Does what `update` does if the value is `due` for it, else nothing. Says whether it did.
    ///
    /// `due` may be called more than once. When `change` begins, the value is still due.
    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        // Asking and acting are one step, so they share one guard, and as acting needs the write
        // lock, asking is done under it too. A read guard cannot be turned into a write guard:
        // `write` waits until all readers have gone, and this thread would be one of them.
        let mut notice = self.notice.write().unwrap();
        if !due(&notice.value) {
            return false;
        }
        change(&mut notice.value);
        notice.version += 1;
        true
    }
}
