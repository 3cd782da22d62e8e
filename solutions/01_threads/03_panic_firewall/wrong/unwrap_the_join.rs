//@ title: The panic is passed on
//@ idea: "`join().unwrap()` is how one joins."
//@ test: a_panic_is_reported_with_its_message
//@ test: no_other_job_is_lost
//@ kind: panic
//@ says: `run_all` panicked itself

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

/// A door in the wall: the first panic is the caller's, and the other results are dropped.
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
        let value = handle.join().unwrap();
        report.finished.push((name, value));
    }
    report
}
