//@ title: recursion split, Arc<Mutex<Report>> per part, condvar

use std::io;
use std::sync::{Arc, Condvar, Mutex};
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
    if items.is_empty() {
        return vec![];
    }
    if parts == 1 {
        return vec![items];
    }
    let parts = parts.min(items.len());
    let first = parts / 2;
    let right = items.split_off(items.len() / parts * first);
    let mut v = split(items, first);
    v.extend(split(right, parts - first));
    v
}

/// Calls `process` with each of the `files`, a part of them on each of `workers` new threads, and
/// adds up the numbers that it returns.
pub fn process_files<F>(files: Vec<String>, workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let parts = split(files, workers);
    let reports: Arc<Vec<Mutex<Report>>> =
        Arc::new(parts.iter().map(|_| Default::default()).collect());
    let left = Arc::new((Mutex::new(parts.len()), Condvar::new()));
    let process: Arc<dyn Fn(&str) -> io::Result<u64> + Send + Sync> = Arc::new(process);
    let mut hs = vec![];
    for (i, part) in parts.into_iter().enumerate() {
        let (p, r, l) = (process.clone(), reports.clone(), left.clone());
        hs.push(thread::spawn(move || {
            part.into_iter().for_each(|f| match p(&f) {
                Ok(n) => r[i].lock().unwrap().total += n,
                Err(e) => r[i].lock().unwrap().failed.push((f, e)),
            });
            *l.0.lock().unwrap() -= 1;
            l.1.notify_one();
        }));
    }
    drop(
        left.1
            .wait_while(left.0.lock().unwrap(), |n| *n > 0)
            .unwrap(),
    );
    for h in hs {
        h.join().unwrap();
    }
    let mut all = Report::default();
    for r in reports.iter() {
        let mut r = r.lock().unwrap();
        all.total += r.total;
        all.failed.append(&mut r.failed);
    }
    all
}
