//@ title: one report under one lock, sorted by position lookup; process called under no lock

use std::io;
use std::sync::{Arc, RwLock};
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
    let n = items.len();
    let k = parts.min(n);
    let mut out: Vec<Vec<T>> = (0..k).map(|_| Vec::new()).collect();
    for (i, x) in items.into_iter().enumerate() {
        out[i * k / n].push(x);
    }
    out
}

/// Calls `process` with each of the `files`, a part of them on each of `workers` new threads, and
/// adds up the numbers that it returns.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let order = files.clone();
    let report = Arc::new(RwLock::new(Report::default()));
    let process = Arc::new(process);
    let hs: Vec<_> = split((0..files.len()).collect::<Vec<usize>>(), workers)
        .into_iter()
        .map(|part| {
            let (report, process, files) = (report.clone(), process.clone(), files.clone());
            thread::spawn(move || {
                let results: Vec<_> = part.into_iter().map(|i| (i, process(&files[i]))).collect();
                let mut r = report.write().unwrap();
                for (i, res) in results {
                    match res {
                        Ok(n) => r.total += n,
                        Err(e) => r.failed.push((format!("{i}"), e)),
                    }
                }
            })
        })
        .collect();
    for h in hs {
        h.join().unwrap()
    }
    let mut report = std::mem::take(&mut *report.write().unwrap());
    report.failed.sort_by_key(|f| f.0.parse::<usize>().unwrap());
    for f in report.failed.iter_mut() {
        f.0 = order[f.0.parse::<usize>().unwrap()].clone();
    }
    report
}
