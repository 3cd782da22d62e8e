//@ title: Cut with `split_off` from the front, scoped threads, and reports that are added up

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
pub fn split<T>(mut items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let mut split = Vec::new();
    for parts_left in (1..=parts.min(items.len())).rev() {
        // A fair share of what is left for each of those that are left.
        let rest = items.split_off(items.len().div_ceil(parts_left));
        split.push(items);
        items = rest;
    }
    split
}

impl Report {
    /// Takes one result in.
    fn record(mut self, (file, result): (String, io::Result<u64>)) -> Self {
        match result {
            Ok(number) => self.total += number,
            Err(error) => self.failed.push((file, error)),
        }
        self
    }

    /// Two reports in one; the files of `next` come after those of this.
    fn and(mut self, next: Report) -> Self {
        self.total += next.total;
        self.failed.extend(next.failed);
        self
    }
}

/// Calls `process` with each of the `files`, a part of them on each of `workers` new threads, and
/// adds up the numbers that it returns.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let process_part = |part: Vec<String>| {
        part.into_iter()
            .map(|file| {
                let result = process(&file);
                (file, result)
            })
            .fold(Report::default(), Report::record)
    };
    thread::scope(|scope| {
        let process_part = &process_part;
        let workers: Vec<_> = split(files, workers)
            .into_iter()
            .map(|part| scope.spawn(move || process_part(part)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap())
            .fold(Report::default(), Report::and)
    })
}
