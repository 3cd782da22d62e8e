//@ title: Halved again and again, by functions that call themselves

use std::thread;

/// Cuts `items` into at most `workers` chunks, calls `work` with each of them, all at the same
/// time, and returns the results in the order of the chunks.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let mut results = Vec::new();
    if !items.is_empty() {
        map_halves(items, workers.min(items.len()), &work, &mut results);
    }
    results
}

/// Cuts `items` into `parts`, and puts the results of `work` at the end of `results`.
fn map_halves<T, R, F>(items: &[T], parts: usize, work: &F, results: &mut Vec<R>)
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    if parts == 1 {
        results.push(work(items));
        return;
    }
    let (left, right) = items.split_at(middle(items.len(), parts));
    thread::scope(|scope| {
        // One half of the parts on a new thread, the other half here.
        let right = scope.spawn(|| {
            let mut results = Vec::new();
            map_halves(right, parts - parts / 2, work, &mut results);
            results
        });
        map_halves(left, parts / 2, work, results);
        results.extend(right.join().unwrap());
    });
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    let parts = workers.min(items.len());
    change_halves(items, parts, &change);
}

fn change_halves<T, F>(items: &mut [T], parts: usize, change: &F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    if parts <= 1 {
        return items.iter_mut().for_each(change);
    }
    let (left, right) = items.split_at_mut(middle(items.len(), parts));
    thread::scope(|scope| {
        scope.spawn(|| change_halves(right, parts - parts / 2, change));
        change_halves(left, parts / 2, change);
    });
}

/// Where to cut, so that `parts / 2` parts are on the left, and no part is longer than it has to be.
fn middle(length: usize, parts: usize) -> usize {
    let long_parts = length % parts;
    (length / parts) * (parts / 2) + long_parts.min(parts / 2)
}
