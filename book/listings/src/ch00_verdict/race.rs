//! Two threads write the same memory, and nothing orders them.

// ANCHOR: program
use std::cell::UnsafeCell;
use std::thread;

/// A number that claims to be shareable.
struct Shared(UnsafeCell<u32>);
// SAFETY: none! This is the lie that the listing is about.
unsafe impl Sync for Shared {}

/// Two threads add one, with no lock and no atomic.
pub fn unguarded() {
    let number = Shared(UnsafeCell::new(0));
    let number = &number;
    let add = || {
        // SAFETY: none: the other thread may be in the same block.
        unsafe { *number.0.get() += 1 }
    };
    thread::scope(|scope| {
        scope.spawn(add);
        scope.spawn(add);
    });
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn two_unordered_writes_are_a_data_race() {
        expect::fails(unguarded, FailureKind::DataRace);
    }
}
