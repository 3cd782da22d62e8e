//@ title: A sum that outlives the call
//@ idea: "A static is there for all workers, so I need not put anything together."
//@ test: each_report_begins_with_nothing
//@ kind: panic
//@ says: a `static` keeps its value from one call to the next

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// What came of the files.
#[derive(Debug, Default)]
pub struct Report {
    /// The sum of the numbers of all files that could be processed.
    pub total: u64,
    /// The files that could not, each with its error, in the order of the list.
    pub failed: Vec<(String, io::Error)>,
}

/// Cuts `items` into `parts` near-even parts, in order.
pub fn split<T>(mut items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let mut split = Vec::new();
    for parts_left in (1..=parts.min(items.len())).rev() {
        let rest = items.split_off(items.len().div_ceil(parts_left));
        split.push(items);
        items = rest;
    }
    split
}

static TOTAL: AtomicU64 = AtomicU64::new(0);

/// Right the first time. The second call finds the sum of the first.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let process = &process;
    let failed = thread::scope(|scope| {
        let workers: Vec<_> = split(files, workers)
            .into_iter()
            .map(|part| scope.spawn(move || process_part(part, process)))
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    Report {
        total: TOTAL.load(Ordering::SeqCst),
        failed,
    }
}

/// What one worker does: adds up, and returns the errors.
fn process_part(
    files: Vec<String>,
    process: impl Fn(&str) -> io::Result<u64>,
) -> Vec<(String, io::Error)> {
    let mut failed = Vec::new();
    for file in files {
        match process(&file) {
            Ok(number) => _ = TOTAL.fetch_add(number, Ordering::SeqCst),
            Err(error) => failed.push((file, error)),
        }
    }
    failed
}
