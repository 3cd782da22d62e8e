//! Many jobs, each of which may panic for itself alone, and a report of all of them.

use std::any::Any;
use std::thread::{self, JoinHandle};

/// Something to be done, and what it is called.
pub struct Job {
    /// What it is called.
    pub name: String,
    /// What is to be done.
    pub work: Box<dyn FnOnce() -> u32 + Send>,
}

impl Job {
    /// A job of that name.
    pub fn new(name: &str, work: impl FnOnce() -> u32 + Send + 'static) -> Job {
        Job {
            name: name.to_string(),
            work: Box::new(work),
        }
    }
}

/// What became of the jobs. Each list is in the order of the jobs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The names of the jobs that returned, and what they returned.
    pub finished: Vec<(String, u32)>,
    /// The names of the jobs that panicked, and the messages of their panics.
    pub panicked: Vec<(String, String)>,
}

/// Stands in the report for the message of a panic whose payload is no text.
pub const NO_TEXT: &str = "(no text)";

/// Runs all jobs at the same time, each on a new thread that has its name, and reports what became of them.
///
/// A job that panics harms no other. When `run_all` returns, all jobs have ended.
pub fn run_all(jobs: Vec<Job>) -> Report {
    // A wall for each: what shares a thread with a job shares its fate. `collect` starts all the
    // threads before the first is joined.
    let handles: Vec<(String, JoinHandle<u32>)> = jobs
        .into_iter()
        .map(|Job { name, work }| {
            // The name of the thread is in the message that the panic hook prints. The builder
            // takes it, and the report needs it too.
            let handle = thread::Builder::new()
                .name(name.clone())
                .spawn(work)
                .expect("the system can start a thread");
            (name, handle)
        })
        .collect();

    // The loop has no way out but the end of the list: no `?`, no `unwrap`, no `break`. So every
    // thread is joined, whatever became of the ones before.
    let mut report = Report::default();
    for (name, handle) in handles {
        match handle.join() {
            Ok(value) => report.finished.push((name, value)),
            Err(payload) => report.panicked.push((name, message(payload))),
        }
    }
    report
}

/// The text of a panic, when it is text.
fn message(payload: Box<dyn Any + Send>) -> String {
    // `panic!("text")` carries a `&'static str`, and a message with something to format in it a
    // `String`. `std::panic::panic_any` carries whatever it was given.
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => match payload.downcast_ref::<&str>() {
            Some(text) => text.to_string(),
            None => NO_TEXT.to_string(),
        },
    }
}
