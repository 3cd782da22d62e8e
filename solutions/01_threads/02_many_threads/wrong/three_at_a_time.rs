//@ title: Three at a time
//@ idea: "Three threads are enough to be busy, and the others can follow."
//@ test: all_workers_are_at_work_at_the_same_time
//@ kind: deadlock
//@ says: Is there a limit to how many work at once?

use std::thread;

/// Worker 3 begins when the workers 0 to 2 are done, which may wait for it.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let numbers: Vec<_> = (0..workers).collect();
    let mut results = Vec::with_capacity(workers);
    for batch in numbers.chunks(3) {
        let handles: Vec<_> = batch
            .iter()
            .map(|&number| {
                let work = work.clone();
                thread::spawn(move || work(number))
            })
            .collect();
        results.extend(handles.into_iter().map(|handle| handle.join().unwrap()));
    }
    results
}
