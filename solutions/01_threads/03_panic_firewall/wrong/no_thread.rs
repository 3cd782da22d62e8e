//@ title: No thread at all
//@ idea: "`catch_unwind` is a wall as well, and needs no thread."
//@ test: each_job_has_a_new_thread_with_its_name
//@ kind: panic
//@ says: a job ran on the thread that called `run_all`

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

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

/// The report is right. The jobs take turns on the caller's thread.
pub fn run_all(jobs: Vec<Job>) -> Report {
    let mut report = Report::default();
    for Job { name, work } in jobs {
        match catch_unwind(AssertUnwindSafe(work)) {
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
