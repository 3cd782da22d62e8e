//@ title: Scoped threads, joined by one `map` over an array

use std::thread;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

impl From<thread::Result<i32>> for Ending {
    fn from(joined: thread::Result<i32>) -> Self {
        let payload = match joined {
            Ok(number) => return Ending::Returned(number),
            Err(payload) => payload,
        };
        if let Some(text) = payload.downcast_ref::<String>() {
            Ending::Panicked(Some(text.clone()))
        } else {
            Ending::Panicked(payload.downcast_ref::<&str>().map(|text| text.to_string()))
        }
    }
}

/// Runs both jobs at the same time, each on a new thread, and says how each ended.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    // A scope panics for a thread whose panic nobody has asked for. Both are joined by hand, so it does not.
    thread::scope(|scope| {
        [scope.spawn(first), scope.spawn(second)].map(|worker| worker.join().into())
    })
}
