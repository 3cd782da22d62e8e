//@ title: The thread is never joined
//@ idea: "I know that there will be two dishes, so I need not wait for them."
//@ test: nobody_cooks_when_dinner_is_served
//@ kind: panic
//@ says: two calls of `cook` must have returned

use std::thread;

/// Says what will be true some day, and leaves the helper at work.
pub fn dinner(cook: fn()) -> u32 {
    thread::spawn(cook);
    cook();
    2
}
