//@ title: The length is rounded up
//@ idea: "`chunks(len.div_ceil(parts))` makes that many parts."
//@ test: a_split_is_near_even
//@ kind: assert
//@ says: leaves a worker without work

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

/// Four items in three parts are 2 + 2.
pub fn split<T>(mut items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let length = items.len().div_ceil(parts);
    let mut split = Vec::new();
    while !items.is_empty() {
        let rest = items.split_off(length.min(items.len()));
        split.push(items);
        items = rest;
    }
    split
}

/// A report by each worker, put together in order.
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
    let mut report = Report::default();
    for file in files {
        match process(&file) {
            Ok(number) => report.total += number,
            Err(error) => report.failed.push((file, error)),
        }
    }
    report
}
