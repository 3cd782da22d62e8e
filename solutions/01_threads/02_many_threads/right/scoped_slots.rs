//@ title: Scoped threads that write into the places of the result, and no join in sight

use std::thread;

/// Calls `work` with each number below `workers`, each on a new thread, all at the same time.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let mut results: Vec<Option<T>> = (0..workers).map(|_| None).collect();
    thread::scope(|scope| {
        for (number, place) in results.iter_mut().enumerate() {
            // Shared by all threads: a reference can be moved into each of them.
            let work = &work;
            scope.spawn(move || *place = Some(work(number)));
        }
    });
    // The scope has ended, so every place has been filled.
    results.into_iter().flatten().collect()
}
