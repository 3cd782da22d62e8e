//@ title: change_each deals items like cards (expected to be rejected)

use std::thread;

/// Cuts `items` into at most `workers` chunks, calls `work` with each of them, all at the same
/// time, and returns the results in the order of the chunks.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let mut chunks = items.chunks(items.len().div_ceil(workers).max(1));
    let work = &work;
    thread::scope(|scope| {
        let mut handles = Vec::with_capacity(chunks.len());
        handles.extend(
            chunks
                .by_ref()
                .map(|chunk| scope.spawn(move || work(chunk))),
        );
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap())
            .collect()
    })
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    let mut hands: Vec<Vec<&mut T>> = (0..workers).map(|_| vec![]).collect();
    for (i, x) in items.iter_mut().enumerate() {
        hands[i % workers].push(x);
    }
    thread::scope(|s| {
        for h in hands {
            let change = &change;
            s.spawn(move || {
                for x in h {
                    change(x)
                }
            });
        }
    });
}
