//@ title: Joined before the other cook begins
//@ idea: "Spawn and join belong together, so I write them together."
//@ test: both_cooks_work_at_the_same_time
//@ kind: deadlock
//@ says: follow one another

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// The number is right, but there are never two cooks at work: `join` waits for the first.
pub fn dinner(cook: fn()) -> u32 {
    let ready = Arc::new(AtomicU32::new(0));
    let for_helper = Arc::clone(&ready);
    let helper = thread::spawn(move || {
        cook();
        for_helper.fetch_add(1, Ordering::SeqCst);
    });
    helper.join().unwrap();

    cook();
    ready.fetch_add(1, Ordering::SeqCst);
    ready.load(Ordering::SeqCst)
}
