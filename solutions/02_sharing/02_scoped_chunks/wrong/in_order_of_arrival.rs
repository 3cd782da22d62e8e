//@ title: Results in the order of arrival
//@ idea: "The threads are started in order, so they finish in order."
//@ test: the_results_are_in_order
//@ kind: panic
//@ says: whichever thread is done first

use std::sync::Mutex;
use std::thread;

/// How long a chunk is.
fn chunk_length(items: usize, workers: usize) -> usize {
    items.div_ceil(workers).max(1)
}

/// Right on most runs: the first thread is mostly done first.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let results = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for chunk in items.chunks(chunk_length(items.len(), workers)) {
            scope.spawn(|| {
                let result = work(chunk);
                results.lock().unwrap().push(result);
            });
        }
    });
    results.into_inner().unwrap()
}

/// One chunk for each thread.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    let length = chunk_length(items.len(), workers);
    let change = &change;
    thread::scope(|scope| {
        for chunk in items.chunks_mut(length) {
            scope.spawn(move || chunk.iter_mut().for_each(change));
        }
    });
}
