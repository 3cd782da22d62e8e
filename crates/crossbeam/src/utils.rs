//! What an idle worker needs of `crossbeam::utils`.

use std::cell::Cell;
use std::marker::PhantomData;

/// crossbeam's own: it concerns caches, and no executions.
pub use crossbeam::utils::CachePadded;
use interleave::{hint, thread};

/// As crossbeam's [`Backoff`](crossbeam::utils::Backoff), but it does not count how often it was called.
///
/// An execution takes no time, so there is nothing to be gained by longer and longer waits. A count would only make a loop that waits
/// look different each time.
#[derive(Debug, Default)]
pub struct Backoff(PhantomData<Cell<u32>>);

impl Backoff {
    /// As crossbeam's.
    #[must_use]
    pub const fn new() -> Self {
        Backoff(PhantomData)
    }

    /// As crossbeam's.
    pub fn reset(&self) {}

    /// As crossbeam's.
    #[track_caller]
    pub fn spin(&self) {
        hint::spin_loop();
    }

    /// As crossbeam's.
    #[track_caller]
    pub fn snooze(&self) {
        thread::yield_now();
    }

    /// Always: whoever asks has another way to wait, which is to be explored as well.
    #[must_use]
    pub fn is_completed(&self) -> bool {
        true
    }
}
