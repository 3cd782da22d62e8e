//@ title: The panic is passed on
//@ idea: "`join().unwrap()` is how one joins."
//@ test: a_panic_is_reported_as_a_panic
//@ test: the_first_job_may_panic_too
//@ kind: panic
//@ says: `run_both` panicked itself

use std::thread;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

/// `unwrap` makes a job's panic the caller's panic, and the other job's number is lost.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    let first = thread::spawn(first);
    let second = thread::spawn(second);
    [
        Ending::Returned(first.join().unwrap()),
        Ending::Returned(second.join().unwrap()),
    ]
}
