//@ title: a drop guard that hands in

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
    let (done, dones) = mpsc::channel::<usize>();
    let n = jobs.len();
    let mut handles = vec![];
    for (i, job) in jobs.into_iter().enumerate() {
        let guard = Guard(i, done.clone());
        let name = job.name;
        let work = job.work;
        handles.push(Some((
            name.clone(),
            thread::Builder::new()
                .name(name)
                .spawn(move || {
                    let _guard = guard;
                    work()
                })
                .unwrap(),
        )));
    }
    let mut results: Vec<Option<(String, Result<u32, String>)>> = vec![None; n];
    for i in dones.iter().take(n) {
        let (name, h) = handles[i].take().unwrap();
        results[i] = Some((
            name,
            h.join().map_err(|p| match p.downcast::<String>() {
                Ok(s) => *s,
                Err(p) => p.downcast_ref::<&str>().unwrap_or(&NO_TEXT).to_string(),
            }),
        ));
    }
    let mut report = Report::default();
    results.into_iter().flatten().for_each(|(name, r)| match r {
        Ok(v) => report.finished.push((name, v)),
        Err(e) => report.panicked.push((name, e)),
    });
    report
}

struct Guard(usize, mpsc::Sender<usize>);
impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.1.send(self.0);
    }
}
