//@ title: As many at a time as there are cores
//@ idea: "More threads than cores make nothing faster, so I start them in batches."
//@ test: all_workers_are_at_work_at_the_same_time
//@ kind: deadlock
//@ says: Is there a limit to how many work at once?

use std::num::NonZero;
use std::thread;

/// Workers that wait for each other may need to be more than there are cores.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let numbers: Vec<_> = (0..workers).collect();
    let mut results = Vec::with_capacity(workers);
    for batch in numbers.chunks(cores) {
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
