//@ title: Each thread returns its dish, and nothing is shared

use std::thread;

/// Has two new threads call `cook` once each, and adds up what they return.
pub fn dinner(cook: fn()) -> u32 {
    let one_dish = move || {
        cook();
        1
    };
    // An array starts both threads. A lazy iterator would start the second only after joining the first.
    [thread::spawn(one_dish), thread::spawn(one_dish)]
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .sum()
}
