//@ title: manager thread

use std::thread;

/// Has two cooks.
pub fn dinner(cook: fn()) -> u32 {
    thread::spawn(move || {
        let (a, b) = (thread::spawn(cook), thread::spawn(cook));
        b.join().unwrap();
        a.join().unwrap();
    })
    .join()
    .unwrap();
    2
}
