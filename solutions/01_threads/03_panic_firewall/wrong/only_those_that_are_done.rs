//@ title: Only the jobs that are done
//@ idea: "The jobs are short, so they are done when I look."
//@ test: what_returns_is_reported_in_order
//@ test: no_other_job_is_lost
//@ test: all_jobs_have_ended_when_it_returns
//@ kind: panic
//@ says: whichever is done first

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

/// `is_finished` does not wait. Which jobs are in the report is a matter of luck.
pub fn run_all(jobs: Vec<Job>) -> Report {
    let handles: Vec<_> = jobs
        .into_iter()
        .map(|Job { name, work }| {
            let thread = thread::Builder::new().name(name.clone());
            (name, thread.spawn(work).unwrap())
        })
        .collect();

    let mut report = Report::default();
    for (name, handle) in handles {
        if !handle.is_finished() {
            continue;
        }
        match handle.join() {
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
