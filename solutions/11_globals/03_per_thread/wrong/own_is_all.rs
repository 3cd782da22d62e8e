//@ title: A thread-local is taken for a global
//@ idea: "`OWN` has one name, so it is one variable, and all threads count in it."
//@ test: the_total_has_the_hits_of_a_joined_thread
//@ test: threads_may_end_at_the_same_time
//@ test: no_hit_is_in_the_total_twice
//@ kind: panic
//@ says: what became of its hits

use std::cell::Cell;

thread_local! {
    /// One name, and a value for each thread. What the others counted is dropped with them.
    static OWN: Cell<u64> = const { Cell::new(0) };
}

pub fn hit() {
    OWN.set(OWN.get() + 1);
}

pub fn own_hits() -> u64 {
    OWN.get()
}

pub fn total_hits() -> u64 {
    OWN.get()
}
