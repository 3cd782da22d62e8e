//! Fork and join: a list of files, a handful of workers, and a report in which no error is missing.

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

/// Cuts `items` into `parts` near-even parts, in order; into fewer when there are fewer items.
pub fn split<T>(items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let count = items.len();
    // No empty parts: a thread for nothing is a waste. `max`: with no items there are no parts, and
    // nothing to divide by.
    let parts = parts.min(count).max(1);
    let mut items = items.into_iter();
    (0..parts)
        // `count % parts` items are left over when all get the same. The first parts take one each,
        // so lengths differ by one at most. Rounding the length up would make 4 items in 3 parts
        // 2 + 2, and one worker would have nothing to do.
        .map(|part| count / parts + usize::from(part < count % parts))
        .map(|length| items.by_ref().take(length).collect())
        .filter(|part: &Vec<T>| !part.is_empty())
        .collect()
}

/// Calls `process` with each of the `files`, a part of them on each of `workers` new threads, and
/// adds up the numbers that it returns.
///
/// A file that fails keeps no other from being processed.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    // The threads of a scope may borrow `process`; with `thread::spawn` it would have to be in an
    // `Arc`.
    let process = &process;
    thread::scope(|scope| {
        let workers: Vec<_> = split(files, workers)
            .into_iter()
            // Each worker has a report of its own, and nobody else can reach it. So there is no
            // lock, and no order of arrival: that is decided by `join` alone.
            .map(|part| scope.spawn(move || process_part(part, process)))
            .collect();

        let mut report = Report::default();
        // In the order of the parts. An error is a value like any other here: no `?`, which would
        // leave the errors of the later parts in their handles.
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
            // The error is written down, and the next file has its turn.
            Err(error) => report.failed.push((file, error)),
        }
    }
    report
}
