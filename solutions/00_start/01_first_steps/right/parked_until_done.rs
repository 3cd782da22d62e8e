//@ title: The caller parks until the helper has raised a flag

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Has two cooks call `cook` once each; the helper wakes the caller when it is done.
pub fn dinner(cook: fn()) -> u32 {
    let done = Arc::new(AtomicBool::new(false));
    let caller = thread::current();
    let helpers_done = Arc::clone(&done);
    thread::spawn(move || {
        cook();
        // ORDERING: Release, for the Acquire below: the helper's `cook` has returned when the flag is seen.
        helpers_done.store(true, Ordering::Release);
        caller.unpark();
    });

    cook();

    // `park` may return for no reason, so the flag decides.
    // ORDERING: Acquire, for the Release above.
    while !done.load(Ordering::Acquire) {
        thread::park();
    }
    2
}
