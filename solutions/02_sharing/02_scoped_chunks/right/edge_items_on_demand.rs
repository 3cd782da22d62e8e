//@ title: change_each item by item on demand; map by index

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::sync::mpsc;
use std::thread;

/// Cuts `items` into at most `workers` chunks, calls `work` with each of them, all at the same
/// time, and returns the results in the order of the chunks.
pub fn map_chunks<T, R, F>(items: &[T], workers: usize, work: F) -> Vec<R>
where
    T: Sync,
    R: Send,
    F: Fn(&[T]) -> R + Sync,
{
    let n = items.len();
    let w = workers.min(n);
    let next = AtomicUsize::new(0);
    let (tx, rx) = mpsc::channel();
    thread::scope(|s| {
        for _ in 0..w {
            let tx = tx.clone();
            s.spawn(|| {
                let tx = tx;
                loop {
                    let i = next.fetch_add(1, Relaxed);
                    if i >= w {
                        break;
                    }
                    tx.send((i, work(&items[i * n / w..(i + 1) * n / w])))
                        .unwrap();
                }
            });
        }
        drop(tx);
        let mut v: Vec<_> = rx.iter().collect();
        v.sort_by_key(|p| p.0);
        v.into_iter().map(|p| p.1).collect()
    })
}

/// Calls `change` once with each of the `items`, on at most `workers` threads at the same time.
pub fn change_each<T, F>(items: &mut [T], workers: usize, change: F)
where
    T: Send,
    F: Fn(&mut T) + Sync,
{
    let it = Mutex::new(items.iter_mut());
    let take = || it.lock().unwrap().next();
    thread::scope(|s| {
        for _ in 0..workers {
            s.spawn(|| {
                while let Some(i) = take() {
                    change(i)
                }
            });
        }
    });
}
