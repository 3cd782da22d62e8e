//@ title: Sleeping is not waiting
//@ idea: "If I sleep long enough, the other thread will be done."
//@ test: both_dishes_are_counted
//@ kind: panic
//@ says: dinner was served too early

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

/// Sleeps where it should join: right on nearly every run, and wrong on a busy machine.
pub fn dinner(cook: fn()) -> u32 {
    let ready = Arc::new(AtomicU32::new(0));
    let for_helper = Arc::clone(&ready);
    thread::spawn(move || {
        cook();
        for_helper.fetch_add(1, Ordering::SeqCst);
    });

    cook();
    ready.fetch_add(1, Ordering::SeqCst);
    thread::sleep(Duration::from_secs(1));
    ready.load(Ordering::SeqCst)
}
