//@ title: No thread at all
//@ idea: "The result is what counts, so one thread can do all the work."
//@ test: both_cooks_work_at_the_same_time
//@ kind: deadlock
//@ says: a second cook who never comes

/// One cook makes both dishes, one after the other.
pub fn dinner(cook: fn()) -> u32 {
    cook();
    cook();
    2
}
