//! Many jobs, each of which may panic for itself alone, and a report of all of them.
//!
//! The statement is in README.md.

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

/// Runs all jobs at the same time, each on a new thread that has its name, and reports what became of them.
///
/// A job that panics harms no other. When `run_all` returns, all jobs have ended.
pub fn run_all(jobs: Vec<Job>) -> Report {
    // TODO: this thread is a wall between the jobs and the caller. What is between one job and the next?
    let all_of_them = thread::spawn(|| {
        jobs.into_iter()
            .map(|job| (job.name, (job.work)()))
            .collect()
    });
    match all_of_them.join() {
        Ok(finished) => Report {
            finished,
            panicked: Vec::new(),
        },
        // TODO: which of the jobs was it, and what did it say? What did the others return?
        Err(payload) => Report {
            finished: Vec::new(),
            panicked: vec![("a job".to_string(), format!("{payload:?}"))],
        },
    }
}
