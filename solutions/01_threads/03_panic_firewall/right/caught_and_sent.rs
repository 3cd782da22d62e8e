//@ title: Panics are caught on the thread, and what became of the job is sent

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
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
pub fn run_all(jobs: Vec<Job>) -> Report {
    let (ended, endings) = mpsc::channel();
    for (place, job) in jobs.into_iter().enumerate() {
        let ended = ended.clone();
        thread::Builder::new()
            .name(job.name)
            .spawn(move || {
                // Nobody touches what the job has left behind, so nobody can find it half done.
                let ending = panic::catch_unwind(AssertUnwindSafe(job.work)).map_err(text);
                let name = thread::current().name().unwrap_or_default().to_string();
                // If it cannot be sent, nobody waits for it.
                let _ = ended.send((place, (name, ending)));
            })
            .expect("a thread can be started");
    }
    drop(ended);

    let mut report = Report::default();
    // They come in the order in which the jobs end; a map has them in the order of their keys.
    let in_order: BTreeMap<usize, (String, Result<u32, String>)> = endings.iter().collect();
    for (name, ending) in in_order.into_values() {
        match ending {
            Ok(number) => report.finished.push((name, number)),
            Err(text) => report.panicked.push((name, text)),
        }
    }
    report
}

/// What a panic said.
fn text(payload: Box<dyn Any + Send>) -> String {
    payload
        .downcast::<String>()
        .map(|text| *text)
        .or_else(|payload| payload.downcast::<&str>().map(|text| text.to_string()))
        .unwrap_or_else(|_| NO_TEXT.to_string())
}
