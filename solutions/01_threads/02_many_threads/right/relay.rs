//@ title: Each worker starts the next one before it begins

use std::collections::VecDeque;
use std::thread::{self, JoinHandle};

/// Calls `work` with each number below `workers`, each on a new thread, all at the same time.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    results_of(start(0, workers, work)).into()
}

/// Starts worker `number`, if there is one. It starts those after it, and returns their results behind its own.
fn start<T, F>(number: usize, workers: usize, work: F) -> Option<JoinHandle<VecDeque<T>>>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    (number < workers).then(|| {
        thread::spawn(move || {
            // After `work` would be too late: all are to work at the same time.
            let next = start(number + 1, workers, work.clone());
            let result = work(number);
            let mut results = results_of(next);
            results.push_front(result);
            results
        })
    })
}

fn results_of<T>(worker: Option<JoinHandle<VecDeque<T>>>) -> VecDeque<T> {
    worker.map_or_else(VecDeque::new, |worker| worker.join().unwrap())
}
