//@ title: `change_each` is a call of `map_chunks`, with locks that are never waited for

use std::sync::Mutex;
use std::thread;

/// Cuts `items` into at most `workers` chunks, calls `work` with each of them, all at the same
/// time, and returns the results in the order of the chunks.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let chunks = items.chunks(items.len().div_ceil(workers).max(1));
    let work = &work;
    thread::scope(|scope| {
        let mut helpers = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            helpers.push(scope.spawn(move || work(chunk)));
        }
        let results = helpers.into_iter().map(|helper| helper.join().unwrap());
        results.collect()
    })
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    // A `&mut T` cannot be had through the `&` of a chunk. A lock hands it out, and each has one user only.
    let items: Vec<Mutex<&mut T>> = items.iter_mut().map(Mutex::new).collect();
    map_chunks(&items, workers, |chunk| {
        for item in chunk {
            change(&mut item.lock().unwrap());
        }
    });
}
