//@ title: Joined inside the spawning loop
//@ idea: "I start a thread, get its result, and go on to the next: the order is right by itself."
//@ test: all_workers_are_at_work_at_the_same_time
//@ kind: deadlock
//@ says: Is a worker joined before the last one is started?

use std::thread;

/// A sequential program that pays for threads.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let mut results = Vec::with_capacity(workers);
    for number in 0..workers {
        let work = work.clone();
        let handle = thread::spawn(move || work(number));
        results.push(handle.join().unwrap());
    }
    results
}
