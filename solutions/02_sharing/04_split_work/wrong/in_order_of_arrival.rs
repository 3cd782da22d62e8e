//@ title: Errors in the order of arrival
//@ idea: "All write into one shared report, so nothing is lost."
//@ test: no_error_is_lost
//@ kind: panic
//@ says: whichever worker is done first

use std::io;
use std::sync::Mutex;
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

/// Nothing is lost, and the order is that of the threads. Right on most runs.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let process = &process;
    let report = Mutex::new(Report::default());
    thread::scope(|scope| {
        for part in split(files, workers) {
            let report = &report;
            scope.spawn(move || {
                for file in part {
                    let result = process(&file);
                    let mut report = report.lock().unwrap();
                    match result {
                        Ok(number) => report.total += number,
                        Err(error) => report.failed.push((file, error)),
                    }
                }
            });
        }
    });
    report.into_inner().unwrap()
}
