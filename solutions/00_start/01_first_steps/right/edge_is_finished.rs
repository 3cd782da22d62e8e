//@ title: Polls

use std::thread;

/// Has two cooks.
pub fn dinner(cook: fn()) -> u32 {
    let helper = thread::spawn(cook);
    cook();
    while !helper.is_finished() {
        thread::yield_now();
    }
    match helper.join() {
        Ok(()) => 2,
        Err(_) => 1,
    }
}
