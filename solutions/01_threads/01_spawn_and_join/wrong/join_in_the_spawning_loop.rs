//@ title: Joined inside the spawning loop
//@ idea: "I go through the jobs, and for each I spawn a thread and join it."
//@ test: both_jobs_run_at_the_same_time
//@ kind: deadlock
//@ says: a job that has not begun

use std::any::Any;
use std::thread;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned this number.
    Returned(i32),
    /// It panicked, with this message if the message was text.
    Panicked(Option<String>),
}

type Job = Box<dyn FnOnce() -> i32 + Send>;

/// There are two threads, but never two at once: each turn of the loop waits for its thread.
pub fn run_both<A, B>(first: A, second: B) -> [Ending; 2]
where
    A: FnOnce() -> i32 + Send + 'static,
    B: FnOnce() -> i32 + Send + 'static,
{
    let jobs: [Job; 2] = [Box::new(first), Box::new(second)];
    jobs.map(|job| match thread::spawn(job).join() {
        Ok(number) => Ending::Returned(number),
        Err(payload) => Ending::Panicked(message(payload)),
    })
}

fn message(payload: Box<dyn Any + Send>) -> Option<String> {
    match payload.downcast::<String>() {
        Ok(text) => Some(*text),
        Err(payload) => payload.downcast_ref::<&str>().map(ToString::to_string),
    }
}
