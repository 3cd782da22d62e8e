//@ title: The payload is printed
//@ idea: "`{:?}` shows me what is in the payload."
//@ test: a_panic_is_reported_with_its_message
//@ test: a_formatted_message_is_kept
//@ kind: panic
//@ says: Any { .. }

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

/// Of a `dyn Any`, `Debug` knows nothing but that it is one.
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
            Err(payload) => report.panicked.push((name, format!("{payload:?}"))),
        }
    }
    report
}
