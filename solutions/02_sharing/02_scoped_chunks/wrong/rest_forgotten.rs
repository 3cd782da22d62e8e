//@ title: The rest is forgotten
//@ idea: "`chunks_exact` makes chunks that are all equally long."
//@ test: a_rest_is_no_chunk_too_many
//@ test: each_item_is_changed_once
//@ kind: panic
//@ says: one after the other, must be the slice
//@ says: each item must be changed once, the last ones too

use std::thread;

/// How long a chunk is.
fn chunk_length(items: usize, workers: usize) -> usize {
    (items / workers).max(1)
}

/// What does not fill a chunk is left in `remainder()`, and nobody asks for it.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let work = &work;
    thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks_exact(chunk_length(items.len(), workers))
            .map(|chunk| scope.spawn(move || work(chunk)))
            .collect();
        workers
            .into_iter()
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
        for chunk in items.chunks_exact_mut(length) {
            scope.spawn(move || chunk.iter_mut().for_each(change));
        }
    });
}
