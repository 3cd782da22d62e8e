//! Two globals that need each other to be built.

use std::thread;

// ANCHOR: program
use std::sync::LazyLock;

static NET: LazyLock<u32> = LazyLock::new(|| *GROSS - *TAX);
static GROSS: LazyLock<u32> = LazyLock::new(|| 100);
static TAX: LazyLock<u32> = LazyLock::new(|| *NET / 5);

/// To build the one, the other one is needed.
pub fn in_a_ring() {
    println!("net: {}", *NET);
}
// ANCHOR_END: program

/// Two threads, which enter the ring in two places.
pub fn in_a_ring_from_both_sides() {
    thread::scope(|scope| {
        scope.spawn(|| *NET);
        scope.spawn(|| *TAX);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_ring_waits_for_itself() {
        expect::fails(in_a_ring, FailureKind::Deadlock);
        expect::fails(in_a_ring_from_both_sides, FailureKind::Deadlock);
    }
}
