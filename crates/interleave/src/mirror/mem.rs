//! `std::mem::drop`, mirrored so that `drop(guard)` shows at its own line.
/// The rest is std's own.
pub use std::mem::*;
use std::panic::Location;

use crate::mirror::execution;
use crate::rt::{self, Loc, Mode};

/// As std's [`drop`](std::mem::drop).
#[track_caller]
pub fn drop<T>(x: T) {
    if std::mem::needs_drop::<T>() {
        let _site = DropSite::enter(Location::caller());
        std::mem::drop(x);
    }
}

/// While it lives, whatever this thread drops is said to be dropped there.
struct DropSite {
    /// What was there before; outside of the model nothing is noted.
    before: Option<Option<Loc>>,
}

impl DropSite {
    fn enter(loc: Loc) -> Self {
        let before = (rt::mode() == Mode::Model)
            .then(|| execution::with_thread(|thread| thread.drop_site.replace(loc)));
        DropSite { before }
    }
}

impl Drop for DropSite {
    fn drop(&mut self) {
        if let Some(before) = self.before
            && rt::mode() == Mode::Model
        {
            execution::with_thread(|thread| thread.drop_site = before);
        }
    }
}
