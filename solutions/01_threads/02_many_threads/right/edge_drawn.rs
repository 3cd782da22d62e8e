//@ title: Workers draw their numbers

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Calls.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let next = Arc::new(AtomicUsize::new(0));
    let handles = (0..workers)
        .map(|_| {
            let next = Arc::clone(&next);
            let work = work.clone();
            thread::spawn(move || {
                let n = next.fetch_add(1, Ordering::Relaxed);
                (n, work(n))
            })
        })
        .collect::<Vec<_>>();
    let mut results: Vec<_> = handles.into_iter().map(|h| h.join().unwrap()).collect();
    results.sort_by_key(|r| r.0);
    results.into_iter().map(|r| r.1).collect()
}
