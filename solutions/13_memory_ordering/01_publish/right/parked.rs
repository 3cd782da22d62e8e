//@ title: Raw memory and a state; who waits is parked, and the writer wakes them

use std::cell::UnsafeCell;
use std::mem::{self, MaybeUninit};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Thread};

/// A place for one value, which is published once.
pub struct Published<T> {
    /// Initialized exactly if `ready` is set.
    value: UnsafeCell<MaybeUninit<T>>,
    ready: AtomicBool,
    waiting: Mutex<Vec<Thread>>,
}

// SAFETY: the value is written once, before `ready` is set, and only read by those who have seen
// `ready`. It is shared (`T: Sync`), and may be dropped by another thread (`T: Send`).
unsafe impl<T: Send + Sync> Sync for Published<T> {}

impl<T> Published<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        Published {
            value: UnsafeCell::new(MaybeUninit::uninit()),
            ready: AtomicBool::new(false),
            waiting: Mutex::new(Vec::new()),
        }
    }

    /// Publishes the value: from now on others may see it.
    ///
    /// # Safety
    /// At most one call of `publish` is made on each `Published`.
    pub unsafe fn publish(&self, value: T) {
        // SAFETY: there is one writer, and nobody reads before `ready` is set.
        unsafe { (*self.value.get()).write(value) };
        // ORDERING: Release, the partner of the Acquire in `get`.
        self.ready.store(true, Ordering::Release);
        // Who comes to the list later than this takes the lock after us, and so finds `ready` set.
        let waiting = mem::take(&mut *self.waiting.lock().unwrap());
        waiting.iter().for_each(Thread::unpark);
    }

    /// The value, or `None` if it is not published yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        // ORDERING: Acquire, the partner of the Release in `publish`.
        let ready = self.ready.load(Ordering::Acquire);
        // SAFETY: `ready` was seen, so the value is there.
        ready.then(|| unsafe { (*self.value.get()).assume_init_ref() })
    }

    /// Waits until the value is published.
    pub fn wait(&self) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        self.waiting.lock().unwrap().push(thread::current());
        loop {
            // Asked again after each `park`: it may return for no reason.
            if let Some(value) = self.get() {
                return value;
            }
            thread::park();
        }
    }
}

impl<T> Drop for Published<T> {
    fn drop(&mut self) {
        if *self.ready.get_mut() {
            // SAFETY: the value is there, and nobody has a reference to it any more.
            unsafe { self.value.get_mut().assume_init_drop() };
        }
    }
}

impl<T> Default for Published<T> {
    fn default() -> Self {
        Self::new()
    }
}
