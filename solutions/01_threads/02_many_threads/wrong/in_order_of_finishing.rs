//@ title: A push for each result
//@ idea: "The threads start in order, so they push their results in order."
//@ test: results_stand_in_the_order_of_the_numbers
//@ kind: panic
//@ says: whichever worker starts first or is done first

use std::sync::{Arc, Mutex};
use std::thread;

/// The list is in the order in which the workers happened to get the lock.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let results = Arc::new(Mutex::new(Vec::new()));
    let handles: Vec<_> = (0..workers)
        .map(|number| {
            let work = work.clone();
            let results = Arc::clone(&results);
            thread::spawn(move || {
                let result = work(number);
                results.lock().unwrap().push(result);
            })
        })
        .collect();
    for handle in handles {
        handle.join().unwrap();
    }
    let results = std::mem::take(&mut *results.lock().unwrap());
    results
}
