//@ title: Always two halves
//@ idea: "`split_at_mut` gives me two parts that do not overlap."
//@ test: no_more_threads_than_workers
//@ kind: panic
//@ says: `workers` says how many chunks there may be

use std::thread;

/// How long a chunk is.
fn chunk_length(items: usize, workers: usize) -> usize {
    items.div_ceil(workers).max(1)
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

/// Nobody looks at `workers`.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    let _ = workers;
    let (left, right) = items.split_at_mut(items.len().div_ceil(2));
    thread::scope(|scope| {
        scope.spawn(|| left.iter_mut().for_each(&change));
        scope.spawn(|| right.iter_mut().for_each(&change));
    });
}
