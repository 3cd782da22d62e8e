//@ title: Numbered messages in any order, sorted by a map

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;

/// Calls `work` with each number below `workers`, each on a new thread, all at the same time.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let (results, arrivals) = mpsc::channel();
    for number in 0..workers {
        let (work, results) = (work.clone(), results.clone());
        thread::spawn(move || results.send((number, work(number))));
    }
    // The messages end when no sender is left.
    drop(results);

    let by_number: BTreeMap<usize, T> = arrivals.into_iter().collect();
    by_number.into_values().collect()
}
