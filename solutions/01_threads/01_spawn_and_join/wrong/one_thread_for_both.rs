//@ title: One thread for both jobs
//@ idea: "The jobs are off the main thread, so they are concurrent."
//@ test: each_job_has_a_new_thread
//@ kind: panic
//@ says: the two jobs ran on the same thread

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

/// The jobs are off the caller's thread, but one still waits for the other.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    thread::spawn(|| [ending(first), ending(second)])
        .join()
        .unwrap()
}

fn ending(job: impl FnOnce() -> i32) -> Ending {
    match catch_unwind(AssertUnwindSafe(job)) {
        Ok(number) => Ending::Returned(number),
        Err(payload) => Ending::Panicked(match payload.downcast::<String>() {
            Ok(text) => Some(*text),
            Err(payload) => payload.downcast_ref::<&str>().map(ToString::to_string),
        }),
    }
}
