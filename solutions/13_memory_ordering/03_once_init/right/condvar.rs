//@ title: The others wait at a `Condvar`, and nobody holds a lock while the value is built

use std::cell::UnsafeCell;
use std::sync::atomic::{
    AtomicBool,
    Ordering::{Acquire, Relaxed, Release},
    fence,
};
use std::sync::{Condvar, Mutex};

/// How far it is, for those who have to wait.
#[derive(PartialEq, Eq)]
enum Stage {
    Nothing,
    BeingBuilt,
    Built,
}

/// A place for a value that is built when it is first asked for.
pub struct InitOnce<T> {
    value: UnsafeCell<Option<T>>,
    /// Whether the value is there: for those who need not wait.
    ready: AtomicBool,
    stage: Mutex<Stage>,
    changed: Condvar,
}

// SAFETY: the value is written by the one thread that has found `Nothing`, and only read by those who
// know that it is there. It is shared (`T: Sync`), and may be dropped by another thread (`T: Send`).
unsafe impl<T: Send + Sync> Sync for InitOnce<T> {}

impl<T> InitOnce<T> {
    /// A place with nothing in it.
    pub const fn new() -> Self {
        InitOnce {
            value: UnsafeCell::new(None),
            ready: AtomicBool::new(false),
            stage: Mutex::new(Stage::Nothing),
            changed: Condvar::new(),
        }
    }

    /// The value, or `None` if it is not built yet. Never waits.
    pub fn get(&self) -> Option<&T> {
        if !self.ready.load(Relaxed) {
            return None;
        }
        // ORDERING: Acquire, the partner of the Release fence in `get_or_init`.
        fence(Acquire);
        // SAFETY: the value was written before the flag that this thread has seen.
        unsafe { (*self.value.get()).as_ref() }
    }

    /// The value. If it is not there, this calls `build` to make it, or waits for the thread that is
    /// about to.
    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let mut stage = self.stage.lock().unwrap();
        if *stage == Stage::Nothing {
            *stage = Stage::BeingBuilt;
            drop(stage);
            let value = build();
            // SAFETY: this thread builds, and nobody reads before `ready` or `Built`.
            unsafe { *self.value.get() = Some(value) };
            // ORDERING: Release, the partner of the Acquire fence in `get`.
            fence(Release);
            self.ready.store(true, Relaxed);
            *self.stage.lock().unwrap() = Stage::Built;
            self.changed.notify_all();
        } else {
            let wait = |stage: &mut Stage| *stage != Stage::Built;
            drop(self.changed.wait_while(stage, wait).unwrap());
        }
        // SAFETY: written above, or by the thread that has said `Built` under the lock.
        unsafe { (*self.value.get()).as_ref() }.expect("it has been built")
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}
