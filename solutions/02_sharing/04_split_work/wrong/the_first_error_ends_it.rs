//@ title: The first error ends the joining
//@ idea: "When one worker reports an error, the result is known."
//@ test: no_error_is_lost
//@ test: an_error_does_not_keep_the_caller_from_waiting
//@ kind: panic
//@ says: is no reason not to join the others

use std::io;
use std::sync::Arc;
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

/// Returns at the first part with an error. The others are neither waited for nor asked.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let process = Arc::new(process);
    let workers: Vec<_> = split(files, workers)
        .into_iter()
        .map(|part| {
            let process = Arc::clone(&process);
            thread::spawn(move || process_part(part, &*process))
        })
        .collect();
    let mut report = Report::default();
    for worker in workers {
        let part = worker.join().unwrap();
        report.total += part.total;
        report.failed.extend(part.failed);
        if !report.failed.is_empty() {
            return report;
        }
    }
    report
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
