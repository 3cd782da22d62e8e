//@ title: nested scope spawns

use std::thread::{self, Scope, ScopedJoinHandle};

fn relay<'s, 'e, T: Sync, R: Send + 's, F: Fn(&[T]) -> R + Sync>(
    s: &'s Scope<'s, 'e>,
    items: &'e [T],
    w: usize,
    work: &'e F,
) -> Vec<R> {
    if items.is_empty() {
        return vec![];
    }
    // from the end, floor first
    let len = items.len() / w;
    if len == 0 {
        return relay(s, items, items.len(), work);
    }
    let (mine, rest) = items.split_at(len);
    let rest: Option<ScopedJoinHandle<Vec<R>>> =
        (w > 1).then(|| s.spawn(move || relay(s, rest, w - 1, work)));
    let mut v = vec![work(mine)];
    if let Some(r) = rest {
        v.append(&mut r.join().unwrap());
    }
    v
}

/// Cuts `items` into at most `workers` chunks, calls `work` with each of them, all at the same
/// time, and returns the results in the order of the chunks.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    thread::scope(|s| relay(s, items, workers, &work))
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    fn go<'s, 'e, T: Send, F: Fn(&mut T) + Sync>(
        s: &'s Scope<'s, 'e>,
        items: &'e mut [T],
        len: usize,
        change: &'e F,
    ) {
        if items.is_empty() {
            return;
        }
        let at = len.min(items.len());
        let (mine, rest) = items.split_at_mut(at);
        if !rest.is_empty() {
            s.spawn(move || go(s, rest, len, change));
        }
        for i in mine {
            change(i);
        }
    }
    let len = items.len().div_ceil(workers);
    thread::scope(|s| go(s, items, len, &change))
}
