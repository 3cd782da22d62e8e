//! `park` and `unpark`: a thread that waits for a sign from another.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

// ANCHOR: once
/// Waits with one `park`, and takes the return of `park` for the sign.
pub fn park_once() {
    let ready = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ready);
    let waiter = thread::current();
    thread::spawn(move || {
        flag.store(true, SeqCst);
        waiter.unpark();
    });
    if !ready.load(SeqCst) {
        thread::park();
    }
    assert!(ready.load(SeqCst), "woken, but nothing is ready");
}
// ANCHOR_END: once

// ANCHOR: loop
/// Waits until the thing that it waits for is true.
pub fn park_in_a_loop() {
    let ready = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ready);
    let waiter = thread::current();
    thread::spawn(move || {
        flag.store(true, SeqCst);
        waiter.unpark();
    });
    while !ready.load(SeqCst) {
        thread::park();
    }
    assert!(ready.load(SeqCst), "woken, but nothing is ready");
}
// ANCHOR_END: loop

// ANCHOR: swapped
/// Gives the sign before the thing is ready.
pub fn unpark_too_early() {
    let ready = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ready);
    let waiter = thread::current();
    thread::spawn(move || {
        waiter.unpark();
        flag.store(true, SeqCst);
    });
    while !ready.load(SeqCst) {
        thread::park();
    }
}
// ANCHOR_END: swapped

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn one_park_may_return_with_nothing_ready() {
        expect::fails(park_once, FailureKind::Panic);
    }

    #[test]
    fn a_loop_around_park_is_right_and_no_sign_is_lost() {
        expect::verified(park_in_a_loop);
    }

    #[test]
    fn a_sign_before_the_change_can_be_used_up_too_early() {
        expect::fails(unpark_too_early, FailureKind::Deadlock);
    }
}
