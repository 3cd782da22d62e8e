//@ title: A channel for each worker instead of its handle

use std::sync::mpsc::{self, Receiver};
use std::thread;

/// Calls `work` with each number below `workers`, each on a new thread, all at the same time.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let promised: Vec<Receiver<T>> = (0..workers)
        .map(|number| {
            let work = work.clone();
            promise(move || work(number))
        })
        .collect();
    promised
        .into_iter()
        .map(|result| result.recv().unwrap())
        .collect()
}

/// Starts a thread that does `task`, and returns where its result will arrive.
fn promise<T: Send + 'static>(task: impl FnOnce() -> T + Send + 'static) -> Receiver<T> {
    // There is room for the one message, so the thread never waits to be asked.
    let (keep, promised) = mpsc::sync_channel(1);
    thread::spawn(move || keep.send(task()));
    promised
}
