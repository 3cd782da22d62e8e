//@ title: A lock per slot

use std::sync::{Arc, Mutex};
use std::thread;

/// Calls.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let slots: Arc<[Mutex<Option<T>>]> = (0..workers).map(|_| Mutex::new(None)).collect();
    let work = Arc::new(work);
    let handles = (0..workers)
        .map(|n| {
            let slots = Arc::clone(&slots);
            let work = Arc::clone(&work);
            thread::spawn(move || {
                let result = work(n);
                *slots[n].lock().unwrap() = Some(result);
            })
        })
        .collect::<Vec<_>>();
    handles.into_iter().rev().for_each(|h| h.join().unwrap());
    slots
        .iter()
        .map(|s| s.lock().unwrap().take().unwrap())
        .collect()
}
