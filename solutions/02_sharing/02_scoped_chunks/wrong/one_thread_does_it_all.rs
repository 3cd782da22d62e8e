//@ title: One thread does it all
//@ idea: "Chunks are what makes it parallel."
//@ test: all_chunks_are_in_work_at_the_same_time
//@ test: items_of_different_chunks_change_at_the_same_time
//@ kind: deadlock
//@ says: does one thread do it all

/// How long a chunk is.
fn chunk_length(items: usize, workers: usize) -> usize {
    items.div_ceil(workers).max(1)
}

/// Chunks, and one thread that takes them in turn.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    items
        .chunks(chunk_length(items.len(), workers))
        .map(work)
        .collect()
}

/// The same.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    for chunk in items.chunks_mut(chunk_length(items.len(), workers)) {
        chunk.iter_mut().for_each(&change);
    }
}
