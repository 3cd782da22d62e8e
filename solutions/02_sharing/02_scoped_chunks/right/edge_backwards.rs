//@ title: rchunks, joined in reverse; the caller coordinates from a coordinator thread

use std::thread;

/// Cuts `items` into at most `workers` chunks, calls `work` with each of them, all at the same
/// time, and returns the results in the order of the chunks.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    thread::scope(|s| {
        s.spawn(|| {
            let len = items.len().div_ceil(workers).max(1);
            let work = &work;
            let mut v: Vec<R> = thread::scope(|s| {
                let h: Vec<_> = items
                    .rchunks(len)
                    .map(|c| {
                        thread::Builder::new()
                            .name("w".into())
                            .spawn_scoped(s, move || work(c))
                            .unwrap()
                    })
                    .collect();
                h.into_iter().map(|h| h.join().unwrap()).collect()
            });
            v.reverse();
            v
        })
        .join()
        .unwrap()
    })
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    if items.is_empty() {
        return;
    }
    let len = items.len().div_ceil(workers);
    let change = &change;
    thread::scope(|s| {
        for c in items.rchunks_mut(len) {
            s.spawn(move || {
                let mut k = c.len();
                while k > 0 {
                    k -= 1;
                    change(&mut c[k]);
                }
            });
        }
    })
}
