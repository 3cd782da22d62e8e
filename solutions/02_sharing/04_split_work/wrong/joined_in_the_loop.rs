//@ title: Joined in the spawning loop
//@ idea: "Each worker's report is needed, so I wait for it."
//@ test: all_parts_are_in_work_at_the_same_time
//@ kind: deadlock
//@ says: Is a worker joined before the next one is spawned

use std::io;
use std::thread;

/// What came of the files.
#[derive(Debug, Default)]
pub struct Report {
    /// The sum of the numbers of all files that could be processed.
    pub total: u64,
    /// The files that could not, each with its error, in the order of the list.
    pub failed: Vec<(String, io::Error)>,
}

/// Near-even parts.
pub fn split<T>(items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let count = items.len();
    let parts = parts.min(count).max(1);
    let mut items = items.into_iter();
    (0..parts)
        .map(|part| count / parts + usize::from(part < count % parts))
        .map(|length| items.by_ref().take(length).collect())
        .filter(|part: &Vec<T>| !part.is_empty())
        .collect()
}

/// Never two workers at once.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let process = &process;
    thread::scope(|scope| {
        let mut report = Report::default();
        for part in split(files, workers) {
            let worker = scope.spawn(move || process_part(part, process));
            let part = worker.join().unwrap();
            report.total += part.total;
            report.failed.extend(part.failed);
        }
        report
    })
}

/// What one worker does.
fn process_part(files: Vec<String>, process: impl Fn(&str) -> io::Result<u64>) -> Report {
    let mut report = Report::default();
    for file in files {
        match process(&file) {
            Ok(number) => report.total += number,
            Err(error) => report.failed.push((file, error)),
        }
    }
    report
}
