//@ title: Bounds by multiplication, an atomic total, and a lock that only errors need

use std::io;
use std::sync::Mutex;
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

/// Cuts `items` into `parts` near-even parts, in order; into fewer when there are fewer items.
pub fn split<T>(mut items: Vec<T>, parts: usize) -> Vec<Vec<T>> {
    let parts = parts.min(items.len());
    let length = items.len();
    // From the last part to the first: what is cut off then stays as it is.
    let mut split: Vec<Vec<T>> = (0..parts)
        .rev()
        .map(|part| items.split_off(part * length / parts))
        .collect();
    split.reverse();
    split
}

/// Calls `process` with each of the `files`, a part of them on each of `workers` new threads, and
/// adds up the numbers that it returns.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let total = AtomicU64::new(0);
    let failed = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for part in split(files.into_iter().enumerate().collect(), workers) {
            let (total, failed, process) = (&total, &failed, &process);
            scope.spawn(move || {
                for (place, file) in part {
                    match process(&file) {
                        // ORDERING: Relaxed, since the end of the scope comes before the sum is read.
                        Ok(number) => _ = total.fetch_add(number, Ordering::Relaxed),
                        Err(error) => failed.lock().unwrap().push((place, file, error)),
                    }
                }
            });
        }
    });

    // They came in the order of failing.
    let mut failed = failed.into_inner().unwrap();
    failed.sort_by_key(|&(place, ..)| place);
    Report {
        total: total.into_inner(),
        failed: failed
            .into_iter()
            .map(|(_, file, error)| (file, error))
            .collect(),
    }
}
