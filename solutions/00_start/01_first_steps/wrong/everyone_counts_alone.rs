//@ title: Two counters that look like one
//@ idea: "`move` gives the thread my counter, and I go on using it."
//@ test: both_cooks_count_in_the_same_place
//@ kind: assert
//@ says: in no execution does `dinner` say 2

use std::thread;

/// An integer is `Copy`: the closure got a copy of its own, and adds to that.
pub fn dinner(cook: fn()) -> u32 {
    let mut ready = 0;
    let helper = thread::spawn(move || {
        cook();
        ready += 1;
        let _ = ready;
    });
    cook();
    ready += 1;
    helper.join().unwrap();
    ready
}
