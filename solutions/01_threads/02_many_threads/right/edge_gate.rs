//@ title: A barrier before

use std::sync::{Arc, Barrier};
use std::thread;

/// Calls.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let gate = Arc::new(Barrier::new(workers));
    let mut handles = Vec::with_capacity(workers);
    for n in (0..workers).rev() {
        let gate = Arc::clone(&gate);
        let work = work.clone();
        handles.push(thread::spawn(move || {
            gate.wait();
            let r = work(n);
            gate.wait();
            r
        }));
    }
    let mut v = vec![];
    while let Some(h) = handles.pop() {
        v.push(h.join().expect("no panic"))
    }
    v
}
