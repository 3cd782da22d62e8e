//@ title: The pointer may be shared, so the value may
//@ idea: "It compiles without `unsafe impl`: the `AtomicPtr` is `Sync`."
//@ test: it_may_be_shared_if_the_value_may
//@ kind: assert
//@ says: only if `T` is `Sync`

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Mutex, PoisonError};

/// A place for a value that is built when it is first asked for.
pub struct InitOnce<T> {
    /// Null until the value is there.
    value: AtomicPtr<T>,
    building: Mutex<()>,
}

impl<T> InitOnce<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        InitOnce {
            value: AtomicPtr::new(ptr::null_mut()),
            building: Mutex::new(()),
        }
    }

    /// The value, as far as a load with this ordering knows.
    fn look(&self, ordering: Ordering) -> Option<&T> {
        let value = self.value.load(ordering);
        // SAFETY: null, or a box that stays where it is until `self` is dropped.
        unsafe { value.as_ref() }
    }

    /// The value, or `None` if it is not built yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        // ORDERING: Acquire, the partner of the Release in `build_it`.
        self.look(Ordering::Acquire)
    }

    /// The value. If it is not there, this calls `build` to make it, or waits for the thread that is
    /// about to.
    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        self.get().unwrap_or_else(|| self.build_it(build))
    }

    /// The slow path, for those who have not found it.
    #[cold]
    fn build_it<F: FnOnce() -> T>(&self, build: F) -> &T {
        let _building = self.building.lock().unwrap_or_else(PoisonError::into_inner);
        // ORDERING: Relaxed. Who wrote it had the lock, so the lock orders it.
        if let Some(value) = self.look(Ordering::Relaxed) {
            return value;
        }
        let value = Box::leak(Box::new(build()));
        // ORDERING: Release, the partner of the Acquire in `get`.
        self.value.store(value, Ordering::Release);
        value
    }
}

impl<T> Drop for InitOnce<T> {
    fn drop(&mut self) {
        let value = *self.value.get_mut();
        if !value.is_null() {
            // SAFETY: it came from a box, and nobody has a reference to the value any more.
            drop(unsafe { Box::from_raw(value) });
        }
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}
