//! Several threads work on the parts of a slice that none of them owns.

use std::thread;

/// How long a chunk of `items` items is, when there may be `workers` of them.
fn chunk_length(items: usize, workers: usize) -> usize {
    // Rounded up: with chunks of the length 2, five items for two workers would be three chunks.
    // `chunks` refuses a length of zero, which is what an empty slice would get.
    items.div_ceil(workers).max(1)
}

/// Cuts `items` into at most `workers` chunks, calls `work` with each of them, all at the same
/// time, and returns the results in the order of the chunks.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    // A reference is `Copy`, so each `move` closure below takes one of these, and its own chunk.
    // `F: Sync` is what makes `&F` fit to be sent.
    let work = &work;
    thread::scope(|scope| {
        // `collect` starts all threads. Without it the iterator, which is lazy, would start the
        // second one when the first has been joined.
        let workers: Vec<_> = items
            .chunks(chunk_length(items.len(), workers))
            .map(|chunk| scope.spawn(move || work(chunk)))
            .collect();
        // Joined in the order of the chunks, whoever is done first: the results are in order
        // without any sorting. `R: Send`, because a result comes from another thread.
        workers
            .into_iter()
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
    let length = chunk_length(items.len(), workers);
    let change = &change;
    thread::scope(|scope| {
        // Each chunk is a `&mut [T]` of its own, and no two overlap. So there is nothing to lock:
        // that no item has two writers is proven when this is compiled.
        for chunk in items.chunks_mut(length) {
            scope.spawn(move || chunk.iter_mut().for_each(change));
        }
        // The scope joins what nobody has joined.
    });
}
