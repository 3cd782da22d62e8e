//@ title: No lock: one atomic with three states, and the others wait in a loop

use std::cell::UnsafeCell;
use std::sync::atomic::{
    AtomicU8,
    Ordering::{Acquire, Relaxed, Release},
};
use std::thread;

/// Nobody has asked yet.
const EMPTY: u8 = 0;
/// One thread is building.
const BUILDING: u8 = 1;
/// The value is there.
const READY: u8 = 2;

/// A place for a value that is built when it is first asked for.
pub struct InitOnce<T> {
    value: UnsafeCell<Option<T>>,
    state: AtomicU8,
}

// SAFETY: the value is written by the one thread that has made `EMPTY` to `BUILDING`, and only read by
// those who have seen `READY`. It is shared (`T: Sync`), and may be dropped by another thread
// (`T: Send`).
unsafe impl<T: Send + Sync> Sync for InitOnce<T> {}

impl<T> InitOnce<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        InitOnce {
            value: UnsafeCell::new(None),
            state: AtomicU8::new(EMPTY),
        }
    }

    /// The value, or `None` if it is not built yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        // ORDERING: Acquire, the partner of the Release in `get_or_init`.
        if self.state.load(Acquire) != READY {
            return None;
        }
        // SAFETY: `READY` was seen, so the value has been written, and nobody writes any more.
        unsafe { (*self.value.get()).as_ref() }
    }

    /// The value. If it is not there, this calls `build` to make it, or waits for the thread that is
    /// about to.
    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        let mut build = Some(build);
        loop {
            // First of all a look, which writes nothing: an exchange would, on some processors, even
            // if it fails.
            if let Some(value) = self.get() {
                return value;
            }
            // ORDERING: Relaxed. It only says who builds. Who fails looks again, with Acquire.
            let claim = self
                .state
                .compare_exchange(EMPTY, BUILDING, Relaxed, Relaxed);
            if claim.is_err() {
                thread::yield_now();
                continue;
            }
            // The exchange succeeds once for each place.
            let build = build.take().expect("not called yet");
            let value = build();
            // SAFETY: this thread builds, and nobody reads before `READY`.
            unsafe { *self.value.get() = Some(value) };
            // ORDERING: Release, the partner of the Acquire in `get`.
            self.state.store(READY, Release);
        }
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}
