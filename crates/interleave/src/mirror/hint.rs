//! `std::hint`.
use std::panic::Location;

/// std's own: they concern the compiler, not other threads.
pub use std::hint::{
    assert_unchecked, black_box, cold_path, select_unpredictable, unreachable_unchecked,
};

use crate::rt::{self, Mode};

/// As std's [`spin_loop`](std::hint::spin_loop). In the model it says that the loop around it waits for another thread.
#[track_caller]
pub fn spin_loop() {
    match rt::mode() {
        Mode::Native => std::hint::spin_loop(),
        Mode::Model => rt::yield_now("spin_loop()", Location::caller()),
        Mode::Teardown => rt::abandon(),
    }
}
