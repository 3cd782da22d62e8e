//! Any number of workers at the same time, and their results in order.

use std::thread;

/// Calls `work` with each number below `workers`, each on a new thread, all at the same time.
///
/// The results stand in the order of the numbers.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    // `collect` goes through the whole range, so when this statement is done, all the threads have
    // been started. Without it, the next loop would start a thread, join it, and start the next.
    let handles: Vec<_> = (0..workers)
        .map(|number| {
            // Each thread owns its closure, since it may run longer than this function. The clone
            // is made here, before `move` takes it along.
            let work = work.clone();
            thread::spawn(move || work(number))
        })
        .collect();

    // `join` hands over the value that the thread returned. The handles stand in the order of the
    // numbers, so the results do as well: a thread that is done early waits to be asked, and no
    // number needs to be sent along.
    handles
        .into_iter()
        .map(|handle| handle.join().unwrap())
        .collect()
}
