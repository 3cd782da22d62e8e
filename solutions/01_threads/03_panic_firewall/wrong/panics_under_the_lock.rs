//@ title: A panic while the lock is held
//@ idea: "A panic cannot leave its thread, so it cannot harm the others."
//@ test: no_other_job_is_lost
//@ test: all_jobs_have_ended_when_it_returns
//@ kind: panic
//@ says: a panic may cost no other job its turn

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};
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

/// It poisons the lock, and the jobs that come to it later panic at `unwrap`, before they have begun.
pub fn run_all(jobs: Vec<Job>) -> Report {
    let slots = Arc::new(Mutex::new(vec![0; jobs.len()]));
    let mut handles = Vec::new();
    for (index, Job { name, work }) in jobs.into_iter().enumerate() {
        let thread = thread::Builder::new().name(name.clone());
        let slots = Arc::clone(&slots);
        let job = move || {
            let mut slots = slots.lock().unwrap();
            slots[index] = work();
        };
        handles.push((name, thread.spawn(job).unwrap()));
    }
    let ended: Vec<_> = handles
        .into_iter()
        .map(|(name, handle)| (name, handle.join()))
        .collect();
    let slots = slots.lock().unwrap_or_else(PoisonError::into_inner);
    let mut report = Report::default();
    for ((name, result), &value) in ended.into_iter().zip(&*slots) {
        match result {
            Ok(()) => report.finished.push((name, value)),
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
