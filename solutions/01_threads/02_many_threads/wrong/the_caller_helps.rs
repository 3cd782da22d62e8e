//@ title: The caller takes a share
//@ idea: "This thread would only wait, so it may as well be the last worker."
//@ test: each_worker_has_a_new_thread
//@ kind: panic
//@ says: a worker ran on the thread that called `run_all`

use std::thread;

/// Often a good idea, but then the caller's thread is not free of the work, and the rule says so.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    let Some(last) = workers.checked_sub(1) else {
        return Vec::new();
    };
    let handles: Vec<_> = (0..last)
        .map(|number| {
            let work = work.clone();
            thread::spawn(move || work(number))
        })
        .collect();
    let its_own = work(last);
    handles
        .into_iter()
        .map(|handle| handle.join().unwrap())
        .chain([its_own])
        .collect()
}
