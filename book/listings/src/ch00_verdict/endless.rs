//! A thread that waits for a flag which nobody sets.

// ANCHOR: program
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

/// Waits until the flag is set. Nobody sets it.
pub fn wait_for_nobody() {
    let ready = AtomicBool::new(false);
    while !ready.load(SeqCst) {
        hint::spin_loop();
    }
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn a_loop_that_nothing_ends_is_a_livelock() {
        expect::fails(wait_for_nobody, FailureKind::Livelock);
    }
}
