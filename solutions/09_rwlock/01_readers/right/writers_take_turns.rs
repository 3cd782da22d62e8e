//@ title: A second lock, for which only writers wait

//! A notice board: many threads read it, few write on it.

use std::sync::{Mutex, MutexGuard, RwLock};

/// A value that is read often and changed now and then, and the number of its changes.
pub struct Board<T> {
    /// Locked first, by everybody who may write. Whoever has it can read, and write later: nobody
    /// else changes the notice in between. A read lock cannot be made a write lock; this can.
    writers: Mutex<()>,
    notice: RwLock<(T, u64)>,
}

impl<T> Board<T> {
    /// A board that shows `value`, in version 0.
    pub const fn new(value: T) -> Self {
        Board {
            writers: Mutex::new(()),
            notice: RwLock::new((value, 0)),
        }
    }

    /// Shows the value and its version to `look`. Several threads may look at the same time.
    pub fn read<R>(&self, look: impl FnOnce(&T, u64) -> R) -> R {
        let (value, version) = &*self.notice.read().unwrap();
        look(value, *version)
    }

    /// The number of changes so far.
    pub fn version(&self) -> u64 {
        self.read(|_, version| version)
    }

    /// Changes the notice. The guard shows that it is this writer's turn.
    fn write(&self, _turn: &MutexGuard<'_, ()>, change: impl FnOnce(&mut T)) {
        let (value, version) = &mut *self.notice.write().unwrap();
        change(value);
        *version += 1;
    }

    /// Has `change` change the value, and adds one to the version. Nobody looks meanwhile.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        let turn = self.writers.lock().unwrap();
        self.write(&turn, change);
    }

    /// Does what `update` does if the value is `due` for it, else nothing. Says whether it did.
    ///
    /// `due` may be called more than once. When `change` begins, the value is still due.
    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        let turn = self.writers.lock().unwrap();
        // Readers go on reading while `due` looks.
        let is_due = self.read(|value, _| due(value));
        if is_due {
            self.write(&turn, change);
        }
        is_due
    }
}
