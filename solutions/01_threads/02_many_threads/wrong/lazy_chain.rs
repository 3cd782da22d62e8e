//@ title: One lazy chain
//@ idea: "`map(spawn).map(join)` spawns all, then joins all."
//@ test: all_workers_are_at_work_at_the_same_time
//@ kind: deadlock
//@ says: waits for one that cannot begin

use std::thread;

/// Asks for a handle, joins it, and only then asks for the next.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let handles = (0..workers).map(|number| {
        let work = work.clone();
        thread::spawn(move || work(number))
    });
    let mut results = Vec::with_capacity(workers);
    for handle in handles {
        results.push(handle.join().unwrap());
    }
    results
}
