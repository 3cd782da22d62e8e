//@ title: Two scoped threads, and a number that they borrow

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// Has two cooks call `cook` once each, and waits for both by ending a scope.
pub fn dinner(cook: fn()) -> u32 {
    let ready = AtomicU32::new(0);
    let one_dish = || {
        cook();
        // ORDERING: Relaxed, because `fetch_add` loses nothing in any ordering, and the end of the
        // scope is what makes both dishes visible to the caller.
        ready.fetch_add(1, Ordering::Relaxed);
    };
    thread::scope(|kitchen| {
        kitchen.spawn(one_dish);
        kitchen.spawn(one_dish);
    });
    ready.into_inner()
}
