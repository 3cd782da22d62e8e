//@ title: The first panic ends the loop
//@ idea: "When a job has panicked, there is no use in going on."
//@ test: no_other_job_is_lost
//@ test: each_of_several_panics_is_reported_in_order
//@ test: all_jobs_have_ended_when_it_returns
//@ kind: panic
//@ says: whether it stands before or after

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

/// The handles that are left are dropped: their results are lost, and their threads detached.
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
        match handle.join() {
            Ok(value) => report.finished.push((name, value)),
            Err(payload) => {
                report.panicked.push((name, message(payload)));
                break;
            }
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
