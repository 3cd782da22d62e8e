//! Several threads work on the parts of a slice that none of them owns.
//!
//! Nothing is cloned, nothing is `'static`, and no lock is needed. The statement is in README.md.

use std::thread;

/// Cuts `items` into at most `workers` chunks, calls `work` with each of them, all at the same
/// time, and returns the results in the order of the chunks.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    // TODO: how many chunks does this make of 5 items for 2 workers? And of 1 item?
    let length = items.len() / workers;
    let work = &work;
    thread::scope(|scope| {
        items
            .chunks(length)
            .map(|chunk| scope.spawn(move || work(chunk)))
            // TODO: which threads have been started when the first one is joined?
            .map(|worker| worker.join().unwrap())
            .collect()
    })
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    // TODO: one thread does it all.
    let _ = workers;
    for item in items {
        change(item);
    }
}
