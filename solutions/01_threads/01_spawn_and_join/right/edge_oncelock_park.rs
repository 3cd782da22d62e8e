//@ title: OnceLock, park

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, OnceLock};
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
    let slots: Arc<[OnceLock<Ending>; 2]> = Arc::default();
    let caller = thread::current();
    macro_rules! go {
        ($i:expr, $job:ident) => {{
            let slots = Arc::clone(&slots);
            let caller = caller.clone();
            thread::spawn(move || {
                let e = match panic::catch_unwind(AssertUnwindSafe($job)) {
                    Ok(n) => Ending::Returned(n),
                    Err(p) => Ending::Panicked(text(p)),
                };
                slots[$i].set(e).unwrap();
                caller.unpark();
            });
        }};
    }
    go!(0, first);
    go!(1, second);
    while slots.iter().any(|s| s.get().is_none()) {
        thread::park();
    }
    [
        slots[0].get().unwrap().clone(),
        slots[1].get().unwrap().clone(),
    ]
}

fn text(payload: Box<dyn Any + Send>) -> Option<String> {
    match payload.downcast::<String>() {
        Ok(t) => Some(*t),
        Err(p) => p.downcast::<&'static str>().ok().map(|t| (*t).into()),
    }
}
