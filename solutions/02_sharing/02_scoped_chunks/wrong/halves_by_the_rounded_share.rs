//@ title: Halves of halves, by a share that was rounded down
//@ idea: "If each cut is nearly even, all the chunks are."
//@ test: no_chunk_is_longer_than_it_has_to_be
//@ kind: panic
//@ says: for how many workers is each half

use std::thread;

/// Each cut gives what is left over to the right. With 7 items for 4 workers, the last one gets 3 of them.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    if items.is_empty() {
        return Vec::new();
    }
    map_halves(items, workers.min(items.len()), &work)
}

fn map_halves<T, R, F>(items: &[T], workers: usize, work: &F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    if workers == 1 {
        return vec![work(items)];
    }
    let half = workers / 2;
    let (left, right) = items.split_at(items.len() / workers * half);
    thread::scope(|scope| {
        let right = scope.spawn(|| map_halves(right, workers - half, work));
        let mut results = map_halves(left, half, work);
        results.extend(right.join().unwrap());
        results
    })
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    let length = items.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        for chunk in items.chunks_mut(length) {
            scope.spawn(|| chunk.iter_mut().for_each(&change));
        }
    });
}
