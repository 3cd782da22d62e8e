//@ title: The loser of the race does not wait
//@ idea: "The state is no longer EMPTY, so the value is there."
//@ test: who_comes_second_sees_it_whole
//@ kind: data_race
//@ says: Does `get_or_init` wait until the value is built

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU8, Ordering};

const EMPTY: u8 = 0;
const BUILDING: u8 = 1;
const READY: u8 = 2;

/// It is BUILDING: the loser reads what the winner is writing, or has not even begun to write.
pub struct InitOnce<T> {
    value: UnsafeCell<Option<T>>,
    state: AtomicU8,
}

// SAFETY: that nobody reads while the value is written is up to the methods.
unsafe impl<T: Send + Sync> Sync for InitOnce<T> {}

impl<T> InitOnce<T> {
    pub const fn new() -> Self {
        InitOnce {
            value: UnsafeCell::new(None),
            state: AtomicU8::new(EMPTY),
        }
    }

    pub fn get(&self) -> Option<&T> {
        if self.state.load(Ordering::Acquire) == READY {
            // SAFETY: READY was seen.
            unsafe { (*self.value.get()).as_ref() }
        } else {
            None
        }
    }

    pub fn get_or_init<F: FnOnce() -> T>(&self, build: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let won =
            self.state
                .compare_exchange(EMPTY, BUILDING, Ordering::Acquire, Ordering::Acquire);
        if won.is_ok() {
            let value = build();
            // SAFETY: only one thread takes the state from EMPTY to BUILDING.
            unsafe { *self.value.get() = Some(value) };
            self.state.store(READY, Ordering::Release);
        }
        // SAFETY: it is written by now.
        unsafe { (*self.value.get()).as_ref() }.unwrap()
    }
}

impl<T> Default for InitOnce<T> {
    fn default() -> Self {
        Self::new()
    }
}
