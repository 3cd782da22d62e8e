//! Two jobs at the same time, and a report of how each ended.

use std::any::Any;
use std::thread::{self, JoinHandle};

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

/// Runs both jobs at the same time, each on a new thread, and says how each ended.
///
/// The endings stand in the order of the arguments. When `run_both` returns, both jobs have ended.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    // Start everything before waiting for anything: `join` does not return until its thread has
    // ended, so a join between the two spawns would make the jobs take turns.
    let first = thread::spawn(first);
    let second = thread::spawn(second);

    // The order of the joins does not matter to the threads, which run all the same; it only gives
    // the report its order. Both are joined whatever happens, because `ending` never panics.
    [ending(first), ending(second)]
}

/// Waits for a job and says how it ended.
fn ending(job: JoinHandle<i32>) -> Ending {
    // A panic ends the thread that panicked, and no other. `join` hands it over as the `Err` of an
    // ordinary `Result`; what to do about it is the caller's decision.
    match job.join() {
        Ok(number) => Ending::Returned(number),
        Err(payload) => Ending::Panicked(message(payload)),
    }
}

/// The text of a panic, when it is text.
fn message(payload: Box<dyn Any + Send>) -> Option<String> {
    // The payload can be any type. `panic!("text")` makes a `&'static str`, `panic!("{x} burnt")`
    // has to format and makes a `String`, and `std::panic::panic_any` takes whatever it is given.
    match payload.downcast::<String>() {
        Ok(text) => Some(*text),
        Err(payload) => payload.downcast_ref::<&str>().map(ToString::to_string),
    }
}
