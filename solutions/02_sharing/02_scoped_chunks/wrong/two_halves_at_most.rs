//@ title: Two halves at most
//@ idea: "One half for a thread, and the other one for me."
//@ test: items_of_different_chunks_change_at_the_same_time
//@ kind: deadlock
//@ says: fewer chunks than `workers` allows

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

/// With three workers, two are at work.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    let mine = if workers == 1 {
        items.len()
    } else {
        items.len() / 2
    };
    let (mine, other) = items.split_at_mut(mine);
    thread::scope(|scope| {
        if !other.is_empty() {
            scope.spawn(|| other.iter_mut().for_each(&change));
        }
        mine.iter_mut().for_each(&change);
    });
}
