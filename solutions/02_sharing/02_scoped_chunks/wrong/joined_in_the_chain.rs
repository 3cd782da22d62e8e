//@ title: Joined in the chain
//@ idea: "First a `map` that spawns all, then a `map` that joins all."
//@ test: all_chunks_are_in_work_at_the_same_time
//@ kind: deadlock
//@ says: an iterator is lazy

use std::thread;

/// How long a chunk is.
fn chunk_length(items: usize, workers: usize) -> usize {
    items.div_ceil(workers).max(1)
}

/// The chain asks for one thread at a time: spawn, join, spawn, join.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let work = &work;
    thread::scope(|scope| {
        items
            .chunks(chunk_length(items.len(), workers))
            .map(|chunk| scope.spawn(move || work(chunk)))
            .map(|worker| worker.join().unwrap())
            .collect()
    })
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
