//@ title: nested threads: an outer thread for each job

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

/// Runs all jobs at the same time, each on a new thread that has its name, and reports what became of them.
pub fn run_all(jobs: Vec<Job>) -> Report {
    let supervisors: Vec<_> = jobs
        .into_iter()
        .map(|job| {
            thread::spawn(move || {
                let name = job.name.clone();
                let worker = thread::Builder::new()
                    .name(job.name)
                    .stack_size(4 << 20)
                    .spawn(job.work)
                    .unwrap();
                match worker.join() {
                    Ok(n) => Ok((name, n)),
                    Err(p) => Err((name, text(p))),
                }
            })
        })
        .collect();
    let mut report = Report::default();
    for s in supervisors {
        match s.join().unwrap() {
            Ok(f) => report.finished.push(f),
            Err(p) => report.panicked.push(p),
        }
    }
    report
}

fn text(p: Box<dyn Any + Send>) -> String {
    if p.is::<&'static str>() {
        (*p.downcast::<&'static str>().unwrap()).to_owned()
    } else if p.is::<String>() {
        *p.downcast::<String>().unwrap()
    } else {
        String::from(NO_TEXT)
    }
}
