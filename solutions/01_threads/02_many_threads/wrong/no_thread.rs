//@ title: No thread at all
//@ idea: "The results are the same without threads, and in order."
//@ test: each_worker_has_a_new_thread
//@ kind: panic
//@ says: each needs a new thread

/// Does all the work on the caller's thread.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    (0..workers).map(work).collect()
}
