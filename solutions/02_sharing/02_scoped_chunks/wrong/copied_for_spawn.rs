//@ title: Copied, to be `'static`
//@ idea: "Threads cannot borrow, so each gets a copy of its chunk."
//@ kind: compile
//@ says: E0277

use std::sync::Arc;
use std::thread;

/// How long a chunk is.
fn chunk_length(items: usize, workers: usize) -> usize {
    items.div_ceil(workers).max(1)
}

/// `spawn` needs to own everything, so the types of the function had to change. Then it does not take
/// what cannot be cloned, or borrows.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Clone + Send + 'static,
    R: Send + 'static,
    F: Fn(&[T]) -> R + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let workers: Vec<_> = items
        .chunks(chunk_length(items.len(), workers))
        .map(|chunk| {
            let chunk = chunk.to_vec();
            let work = Arc::clone(&work);
            thread::spawn(move || work(&chunk))
        })
        .collect();
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
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
