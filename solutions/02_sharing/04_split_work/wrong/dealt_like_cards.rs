//@ title: Dealt like cards
//@ idea: "Near-even is near-even: every second item is a part, too."
//@ test: a_split_is_near_even
//@ test: each_worker_has_a_part_of_its_own
//@ kind: assert
//@ says: the parts, one after the other, must be the list

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

/// The lengths are right, and the order of the list is gone.
pub fn split<T>(items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let parts = parts.min(items.len());
    let mut split: Vec<Vec<T>> = (0..parts).map(|_| Vec::new()).collect();
    for (index, item) in items.into_iter().enumerate() {
        split[index % parts].push(item);
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
