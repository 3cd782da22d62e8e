//@ title: The second thread is started by the first

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::thread;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

/// Runs both.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    thread::Builder::new()
        .name("one".into())
        .stack_size(1 << 20)
        .spawn(move || {
            let second = thread::Builder::new()
                .name("two".into())
                .spawn(second)
                .unwrap();
            let first = panic::catch_unwind(AssertUnwindSafe(first));
            thread::yield_now();
            [first, second.join()]
        })
        .unwrap()
        .join()
        .unwrap()
        .map(|r| match r {
            Ok(n) => Ending::Returned(n),
            Err(p) => Ending::Panicked(text(p)),
        })
}

fn text(payload: Box<dyn Any + Send>) -> Option<String> {
    match payload.downcast::<String>() {
        Ok(t) => Some(*t),
        Err(p) => p.downcast::<&'static str>().ok().map(|t| (*t).into()),
    }
}
