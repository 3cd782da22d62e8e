//! Two jobs at the same time, and a report of how each ended.
//!
//! A job may return a number, or it may panic; neither may be lost. The statement is in README.md.

use std::thread;

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
    // TODO: does the second job begin before the first has ended?
    // TODO: what does `unwrap` do when the job panicked?
    let first = Ending::Returned(thread::spawn(first).join().unwrap());
    let second = Ending::Returned(thread::spawn(second).join().unwrap());
    [first, second]
}
