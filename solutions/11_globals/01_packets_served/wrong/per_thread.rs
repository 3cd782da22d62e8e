//@ title: A thread-local is taken for a global
//@ idea: "`thread_local!` makes a global that is safe with threads."
//@ test: there_is_one_counter_for_all_threads
//@ test: packets_of_all_threads_count
//@ test: another_counter_counts_for_itself
//@ kind: panic
//@ says: It was counted in another place

use std::cell::Cell;

pub static PACKETS_SERVED: Counter = Counter::new();

thread_local! {
    static VALUE: Cell<u64> = const { Cell::new(0) };
}

/// No two threads meet here, because each has a `VALUE` of its own.
pub struct Counter;

impl Counter {
    pub const fn new() -> Self {
        Counter
    }

    pub fn count(&self) -> u64 {
        VALUE.set(VALUE.get() + 1);
        VALUE.get()
    }

    pub fn get(&self) -> u64 {
        VALUE.get()
    }

    pub fn reset(&self) -> u64 {
        VALUE.take()
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}
