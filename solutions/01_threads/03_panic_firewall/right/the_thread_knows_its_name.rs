//@ title: Scoped threads, whose handles are asked for the names

use std::thread::{self, Builder, ScopedJoinHandle};

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
    thread::scope(|scope| {
        // The name goes to the thread and comes back from its handle: it is kept nowhere else.
        let workers: Vec<ScopedJoinHandle<u32>> = jobs
            .into_iter()
            .map(|Job { name, work }| Builder::new().name(name).spawn_scoped(scope, work))
            .collect::<Result<_, _>>()
            .expect("a thread can be started");

        let mut report = Report::default();
        for worker in workers {
            let name = worker.thread().name().unwrap_or_default().to_string();
            match worker.join() {
                Ok(number) => report.finished.push((name, number)),
                Err(payload) => {
                    let text = if let Some(text) = payload.downcast_ref::<&str>() {
                        text
                    } else if let Some(text) = payload.downcast_ref::<String>() {
                        text.as_str()
                    } else {
                        NO_TEXT
                    };
                    report.panicked.push((name, text.to_string()));
                }
            }
        }
        report
    })
}
