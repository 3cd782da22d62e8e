//@ title: Sorted when all is done
//@ idea: "They come in any order, so I sort them at the end."
//@ test: what_returns_is_reported_in_order
//@ test: each_of_several_panics_is_reported_in_order
//@ kind: panic
//@ says: in the order of

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
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

/// The order is that of the names, and not that in which the jobs were given.
pub fn run_all(jobs: Vec<Job>) -> Report {
    let report = Arc::new(Mutex::new(Report::default()));
    let handles: Vec<_> = jobs
        .into_iter()
        .map(|Job { name, work }| {
            let report = Arc::clone(&report);
            let thread = thread::Builder::new().name(name.clone());
            let job = move || {
                let result = catch_unwind(AssertUnwindSafe(work));
                let mut report = report.lock().unwrap();
                match result {
                    Ok(value) => report.finished.push((name, value)),
                    Err(payload) => report.panicked.push((name, message(payload))),
                }
            };
            thread.spawn(job).unwrap()
        })
        .collect();
    for handle in handles {
        handle.join().unwrap();
    }
    let mut report = std::mem::take(&mut *report.lock().unwrap());
    report.finished.sort();
    report.panicked.sort();
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
