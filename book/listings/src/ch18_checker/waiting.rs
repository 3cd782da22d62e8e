//! A loop that waits is not explored once for each time round.

use std::hint;
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::thread;

// ANCHOR: program
/// Waits for a flag that the other thread raises.
pub fn wait_for_a_flag() {
    let flag = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| flag.store(true, Release));
        while !flag.load(Acquire) {
            hint::spin_loop();
        }
    });
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiting_loop_has_a_handful_of_executions() {
        let executions = crate::expect::verified(wait_for_a_flag);
        assert!((2..=3).contains(&executions), "{executions}");
    }
}
