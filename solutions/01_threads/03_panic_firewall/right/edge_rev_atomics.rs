//@ title: joined from the last, inserted in front; polls is_finished

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
    let mut workers: Vec<_> = jobs
        .into_iter()
        .rev()
        .map(|job| {
            let Job { name, work } = job;
            (
                name.clone(),
                thread::Builder::new()
                    .name(name)
                    .spawn(move || work())
                    .unwrap(),
            )
        })
        .collect();
    while workers.iter().any(|(_, w)| !w.is_finished()) {
        thread::yield_now();
    }
    let mut report = Report {
        finished: vec![],
        panicked: vec![],
    };
    while let Some((name, w)) = workers.pop() {
        match w.join() {
            Ok(n) => report.finished.push((name, n)),
            Err(p) => {
                let t = p
                    .downcast_ref::<&str>()
                    .copied()
                    .or(p.downcast_ref::<String>().map(String::as_str));
                report.panicked.push((name, t.unwrap_or(NO_TEXT).into()));
            }
        }
    }
    report
}
