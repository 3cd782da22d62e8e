//@ title: Halves of halves, by a share that was rounded down
//@ idea: "If each cut is nearly even, all the parts are."
//@ test: a_split_is_near_even
//@ kind: assert
//@ says: for how many parts is each half

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

/// Each cut gives what is left over to the right. With 7 items in 4 parts, the last part gets 3 of them.
pub fn split<T>(mut items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    if items.is_empty() {
        return Vec::new();
    }
    let parts = parts.min(items.len());
    if parts == 1 {
        return vec![items];
    }
    let half = parts / 2;
    let right = items.split_off(items.len() / parts * half);
    let mut split_up = split(items, half);
    split_up.extend(split(right, parts - half));
    split_up
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
