//@ title: No thread at all
//@ idea: "Panics can be caught without threads, so I need none."
//@ test: each_job_has_a_new_thread
//@ kind: panic
//@ says: a job ran on the thread that called

use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

/// Runs the jobs one after the other on the caller's thread.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    [ending(first), ending(second)]
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
