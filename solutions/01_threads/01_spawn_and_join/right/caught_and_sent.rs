//@ title: Panics are caught on the thread, and endings come through a channel

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
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
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    let (endings, arrivals) = mpsc::channel();
    start(0, first, endings.clone());
    start(1, second, endings);

    // They arrive in the order in which the jobs end. The place says whose it is.
    let mut report = [Ending::Panicked(None), Ending::Panicked(None)];
    for (place, ending) in arrivals {
        report[place] = ending;
    }
    report
}

/// Starts a thread that runs `job` and sends how it ended, in any case.
fn start<J>(place: usize, job: J, endings: mpsc::Sender<(usize, Ending)>)
where
    J: FnOnce() -> i32 + Send + 'static,
{
    thread::spawn(move || {
        let ending = match panic::catch_unwind(AssertUnwindSafe(job)) {
            Ok(number) => Ending::Returned(number),
            Err(payload) => Ending::Panicked(text(payload)),
        };
        // The receiver waits for both endings, so it is still there.
        endings.send((place, ending)).unwrap();
    });
}

/// The payload, if it is text.
fn text(payload: Box<dyn Any + Send>) -> Option<String> {
    payload
        .downcast::<&str>()
        .map(|text| text.to_string())
        .or_else(|payload| payload.downcast::<String>().map(|text| *text))
        .ok()
}
