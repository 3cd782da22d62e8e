//@ title: A chunk of length zero
//@ idea: "A slice always has something in it."
//@ test: there_may_be_fewer_items_than_workers
//@ test: each_item_is_changed_once
//@ kind: panic
//@ says: does not accept a length of 0

use std::thread;

/// How long a chunk is. Of no items, it is zero.
fn chunk_length(items: usize, workers: usize) -> usize {
    items.div_ceil(workers)
}

/// One chunk for each thread, results in order.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let work = &work;
    thread::scope(|scope| {
        let workers: Vec<_> = items
            .chunks(chunk_length(items.len(), workers))
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
        for chunk in items.chunks_mut(length) {
            scope.spawn(move || chunk.iter_mut().for_each(change));
        }
    });
}
