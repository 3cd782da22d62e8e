//@ title: A read-write lock made of a mutex and a condition variable

//! A notice board: many threads read it, few write on it.

use std::cell::UnsafeCell;
use std::sync::{Condvar, Mutex};

/// A value that is read often and changed now and then, and the number of its changes.
pub struct Board<T> {
    inside: Mutex<Inside>,
    left: Condvar,
    value: UnsafeCell<T>,
}

/// Who is in the room where the notice hangs.
struct Inside {
    readers: usize,
    writer: bool,
    /// The number of changes so far.
    version: u64,
}

// SAFETY: the value is lent as `&T` to several threads, and as `&mut T` to one: it must be `Sync`
// and `Send`. The mutex sees to it that a `&mut T` is the only one.
unsafe impl<T: Send + Sync> Sync for Board<T> {}

/// Calls its function when it is dropped.
struct Leave<F: FnMut()>(F);

impl<F: FnMut()> Drop for Leave<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

impl<T> Board<T> {
    /// A board that shows `value`, in version 0.
    pub const fn new(value: T) -> Self {
        Board {
            inside: Mutex::new(Inside {
                readers: 0,
                writer: false,
                version: 0,
            }),
            left: Condvar::new(),
            value: UnsafeCell::new(value),
        }
    }

    /// Shows the value and its version to `look`. Several threads may look at the same time.
    pub fn read<R>(&self, look: impl FnOnce(&T, u64) -> R) -> R {
        let inside = self.inside.lock().unwrap();
        let mut inside = self.left.wait_while(inside, |it| it.writer).unwrap();
        inside.readers += 1;
        let version = inside.version;
        drop(inside);
        let _leave = Leave(|| {
            self.inside.lock().unwrap().readers -= 1;
            self.left.notify_all();
        });
        // SAFETY: this reader is counted until `_leave` is dropped, and no writer comes in before.
        look(unsafe { &*self.value.get() }, version)
    }

    /// The number of changes so far.
    pub fn version(&self) -> u64 {
        self.inside.lock().unwrap().version
    }

    /// Has `change` change the value, and adds one to the version. Nobody looks meanwhile.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.update_if(|_| true, change);
    }

    /// Does what `update` does if the value is `due` for it, else nothing. Says whether it did.
    ///
    /// `due` may be called more than once. When `change` begins, the value is still due.
    pub fn update_if(&self, due: impl Fn(&T) -> bool, change: impl FnOnce(&mut T)) -> bool {
        let inside = self.inside.lock().unwrap();
        let is_occupied = |it: &mut Inside| it.writer || it.readers > 0;
        let mut inside = self.left.wait_while(inside, is_occupied).unwrap();
        inside.writer = true;
        drop(inside);
        let _leave = Leave(|| {
            self.inside.lock().unwrap().writer = false;
            self.left.notify_all();
        });
        // SAFETY: nobody was inside, and nobody comes in before `_leave` is dropped.
        let value = unsafe { &mut *self.value.get() };
        let is_due = due(value);
        if is_due {
            change(value);
            self.inside.lock().unwrap().version += 1;
        }
        is_due
    }
}
