//@ title: A panic becomes a zero
//@ idea: "If a job fails, its result is simply the default."
//@ test: a_panic_is_reported_as_a_panic
//@ kind: panic
//@ says: the panic must not be swallowed

use std::thread;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

/// Nobody can tell a job that returned zero from one that panicked.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    let first = thread::spawn(first);
    let second = thread::spawn(second);
    [
        Ending::Returned(first.join().unwrap_or_default()),
        Ending::Returned(second.join().unwrap_or_default()),
    ]
}
