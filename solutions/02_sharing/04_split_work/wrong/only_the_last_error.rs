//@ title: One error for each part
//@ idea: "A worker returns one result, so it returns one error."
//@ test: no_error_is_lost
//@ kind: panic
//@ says: two of them in one part

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

/// Each worker processes all its files, and remembers one error: the last.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let process = &process;
    thread::scope(|scope| {
        let workers: Vec<_> = split(files, workers)
            .into_iter()
            .map(|part| scope.spawn(move || process_part(part, process)))
            .collect();
        let mut report = Report::default();
        for worker in workers {
            let part = worker.join().unwrap();
            report.total += part.total;
            report.failed.extend(part.failed);
        }
        report
    })
}

/// What one worker does.
fn process_part(files: Vec<String>, process: impl Fn(&str) -> io::Result<u64>) -> Report {
    let mut total = 0;
    let mut failed = None;
    for file in files {
        match process(&file) {
            Ok(number) => total += number,
            Err(error) => failed = Some((file, error)),
        }
    }
    Report {
        total,
        failed: failed.into_iter().collect(),
    }
}
