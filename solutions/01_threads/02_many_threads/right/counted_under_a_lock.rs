//@ title: Results under a lock, and a condition variable that tells of each

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// Calls `work` with each number below `workers`, each on a new thread, all at the same time.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let desk = Arc::new((Mutex::new(Vec::with_capacity(workers)), Condvar::new()));
    for number in 0..workers {
        let (work, desk) = (work.clone(), Arc::clone(&desk));
        thread::spawn(move || {
            // Before the lock is taken: all are to work at the same time.
            let result = work(number);
            let (done, one_more) = &*desk;
            done.lock().unwrap().push((number, result));
            one_more.notify_one();
        });
    }

    let (done, one_more) = &*desk;
    let done = done.lock().unwrap();
    let mut done = one_more
        .wait_while(done, |done| done.len() < workers)
        .unwrap();

    // They came in the order of finishing.
    done.sort_by_key(|&(number, _)| number);
    done.drain(..).map(|(_, result)| result).collect()
}
