//@ title: Joined inside the spawning loop
//@ idea: "For each job I start a thread and see how it ends."
//@ test: all_jobs_are_at_work_at_the_same_time
//@ kind: deadlock
//@ says: Is one joined before the last one is started?

use std::any::Any;
use std::thread;

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

/// Each job has its thread, but there are never two at once.
pub fn run_all(jobs: Vec<Job>) -> Report {
    let mut report = Report::default();
    for Job { name, work } in jobs {
        let thread = thread::Builder::new().name(name.clone());
        match thread.spawn(work).unwrap().join() {
            Ok(value) => report.finished.push((name, value)),
            Err(payload) => report.panicked.push((name, message(payload))),
        }
    }
    report
}

/// The text of a panic, when it is text.
fn message(payload: Box<dyn Any + Send>) -> String {
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => match payload.downcast_ref::<&str>() {
            Some(text) => text.to_string(),
            None => NO_TEXT.to_string(),
        },
    }
}
