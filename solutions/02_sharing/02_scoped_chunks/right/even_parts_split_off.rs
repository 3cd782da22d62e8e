//@ title: Even parts, split off one by one, and the caller does the last of them itself

use std::thread;

/// Cuts `items` into at most `workers` chunks, calls `work` with each of them, all at the same
/// time, and returns the results in the order of the chunks.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    if items.is_empty() {
        return Vec::new();
    }
    let work = &work;
    thread::scope(|scope| {
        let mut rest = items;
        let mut helpers = Vec::new();
        for to_do in (2..=workers.min(items.len())).rev() {
            let chunk = rest.split_off(..rest.len().div_ceil(to_do)).unwrap();
            helpers.push(scope.spawn(move || work(chunk)));
        }
        // The helpers have been started, so this thread may work before it waits.
        let last = work(rest);
        helpers
            .into_iter()
            .map(|helper| helper.join().unwrap())
            .chain([last])
            .collect()
    })
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    thread::scope(|scope| {
        let mut rest = items;
        let change_all = |chunk: &mut [T]| chunk.iter_mut().for_each(&change);
        for to_do in (2..=workers.min(rest.len())).rev() {
            let length = rest.len().div_ceil(to_do);
            let chunk = rest.split_off_mut(..length).unwrap();
            scope.spawn(move || change_all(chunk));
        }
        change_all(rest);
    });
}
