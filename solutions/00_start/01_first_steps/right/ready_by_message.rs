//@ title: A channel instead of a number and a join

use std::sync::mpsc;
use std::thread;

/// Has two cooks call `cook` once each, and counts the messages of those who are done.
pub fn dinner(cook: fn()) -> u32 {
    let (ready, dishes) = mpsc::channel();
    let helpers_ready = ready.clone();
    thread::spawn(move || {
        cook();
        helpers_ready.send("helper").unwrap();
    });

    cook();
    ready.send("caller").unwrap();

    // The messages end when the last sender is dropped: this one here, and the helper's when it is done.
    drop(ready);
    dishes.iter().map(|_cook| 1).sum()
}
