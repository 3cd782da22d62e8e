//! Any number of workers at the same time, and their results in order.
//!
//! The statement is in README.md.

use std::thread;

/// Calls `work` with each number below `workers`, each on a new thread, all at the same time.
///
/// The results stand in the order of the numbers.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    // TODO: when does the second worker start?
    (0..workers)
        .map(|number| {
            let work = work.clone();
            thread::spawn(move || work(number))
        })
        .map(|worker| worker.join().unwrap())
        .collect()
}
