//@ title: The threads are never joined
//@ idea: "The threads leave their results in shared slots; I only have to look there."
//@ test: both_jobs_have_ended_when_it_returns
//@ kind: panic
//@ says: `run_both` returned while a job was still running

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::thread;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

/// Looks into the slots at once, when the threads may not even have begun.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    let slots = Arc::new(Mutex::new([Ending::Panicked(None), Ending::Panicked(None)]));
    spawn(first, 0, Arc::clone(&slots));
    spawn(second, 1, Arc::clone(&slots));
    let endings = slots.lock().unwrap().clone();
    endings
}

fn spawn(job: impl FnOnce() -> i32 + Send + 'static, slot: usize, slots: Arc<Mutex<[Ending; 2]>>) {
    thread::spawn(move || {
        let ending = match catch_unwind(AssertUnwindSafe(job)) {
            Ok(number) => Ending::Returned(number),
            Err(payload) => Ending::Panicked(match payload.downcast::<String>() {
                Ok(text) => Some(*text),
                Err(payload) => payload.downcast_ref::<&str>().map(ToString::to_string),
            }),
        };
        slots.lock().unwrap()[slot] = ending;
    });
}
