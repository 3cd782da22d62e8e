//@ title: Workers take the next chunk from a shared iterator until none is left

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
    let length = length_of_a_chunk(items.len(), workers);
    let chunks = items.chunks(length);
    let mut results: Vec<Option<R>> = chunks.clone().map(|_| None).collect();

    // A chunk goes with the place for its result.
    let tasks = Mutex::new(chunks.zip(&mut results));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((chunk, place)) = next(&tasks) {
                    *place = Some(work(chunk));
                }
            });
        }
    });
    results.into_iter().flatten().collect()
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    let length = length_of_a_chunk(items.len(), workers);
    let chunks = Mutex::new(items.chunks_mut(length));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(chunk) = next(&chunks) {
                    chunk.iter_mut().for_each(&change);
                }
            });
        }
    });
}

/// Takes one task. The lock is free again when this returns: in the head of the `while let`, the guard would
/// live until the end of the loop's body.
fn next<I: Iterator>(tasks: &Mutex<I>) -> Option<I::Item> {
    tasks.lock().unwrap().next()
}

fn length_of_a_chunk(items: usize, workers: usize) -> usize {
    // `chunks(0)` panics.
    items.div_ceil(workers).max(1)
}
