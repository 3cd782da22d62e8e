//@ title: Only messages without a number in them
//@ idea: "The payload of a panic is a `&str`."
//@ test: a_formatted_message_is_kept
//@ kind: panic
//@ says: has a `String` as its payload

use std::thread::{self, JoinHandle};

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

/// A formatted message is a `String`, and is lost.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    let first = thread::spawn(first);
    let second = thread::spawn(second);
    [ending(first), ending(second)]
}

fn ending(job: JoinHandle<i32>) -> Ending {
    match job.join() {
        Ok(number) => Ending::Returned(number),
        Err(payload) => Ending::Panicked(payload.downcast_ref::<&str>().map(ToString::to_string)),
    }
}
