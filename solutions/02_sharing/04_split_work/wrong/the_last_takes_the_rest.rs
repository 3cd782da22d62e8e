//@ title: The last part takes the rest
//@ idea: "Each gets `len / parts`, and whoever is last takes what is left."
//@ test: a_split_is_near_even
//@ kind: assert
//@ says: is shared out, and does not go to one part

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

/// Five items in three parts are 1 + 1 + 3.
pub fn split<T>(mut items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let parts = parts.min(items.len());
    if parts == 0 {
        return Vec::new();
    }
    let length = items.len() / parts;
    let mut split = Vec::new();
    for _ in 1..parts {
        let rest = items.split_off(length);
        split.push(items);
        items = rest;
    }
    split.push(items);
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
