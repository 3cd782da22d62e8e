//! A wait with a time-out: its result alone proves nothing.

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

// ANCHOR: once
/// One wait. Returns whether the time was over, and whether it was ready.
pub fn over_and_ready() -> (bool, bool) {
    let (ready, bell) = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *ready.lock().unwrap() = true;
            bell.notify_one();
        });
        let ready = ready.lock().unwrap();
        let (ready, waited) =
            bell.wait_timeout(ready, Duration::from_secs(1)).unwrap();
        (waited.timed_out(), *ready)
    })
}
// ANCHOR_END: once

// ANCHOR: while
/// The loop, with a time-out. Returns whether the time was over, and whether it
/// was ready.
pub fn over_or_ready() -> (bool, bool) {
    let (ready, bell) = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *ready.lock().unwrap() = true;
            bell.notify_one();
        });
        let ready = ready.lock().unwrap();
        let (ready, waited) = bell
            .wait_timeout_while(ready, Duration::from_secs(1), |ready| !*ready)
            .unwrap();
        (waited.timed_out(), *ready)
    })
}
// ANCHOR_END: while

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wait_can_end_in_all_four_ways() {
        let set = interleave::outcomes(over_and_ready);
        let all = [(false, false), (false, true), (true, false), (true, true)];
        assert_eq!(set, all.into());
    }

    #[test]
    fn the_loop_ends_in_two() {
        let set = interleave::outcomes(over_or_ready);
        assert_eq!(set, [(false, true), (true, false)].into());
    }
}
