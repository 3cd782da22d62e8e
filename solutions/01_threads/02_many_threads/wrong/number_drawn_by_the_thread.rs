//@ title: Each thread draws its number
//@ idea: "The first thread that I start is the first to draw a number."
//@ test: results_stand_in_the_order_of_the_numbers
//@ kind: panic
//@ says: whichever worker starts first or is done first

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Joins in the order of starting. But the numbers are in the order of drawing.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let next = Arc::new(AtomicUsize::new(0));
    let handles: Vec<_> = (0..workers)
        .map(|_| {
            let work = work.clone();
            let next = Arc::clone(&next);
            thread::spawn(move || work(next.fetch_add(1, Ordering::SeqCst)))
        })
        .collect();
    handles
        .into_iter()
        .map(|handle| handle.join().unwrap())
        .collect()
}
