//@ title: A tree of threads

use std::ops::Range;
use std::thread;

/// Calls.
pub fn run_all<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Clone + Send + Sync + 'static,
{
    fn go<T: Send, F: Fn(usize) -> T + Sync>(r: Range<usize>, work: &F) -> Vec<T> {
        match r.len() {
            0 => vec![],
            1 => thread::scope(|s| vec![s.spawn(|| work(r.start)).join().unwrap()]),
            n => {
                let mid = r.start + n / 2;
                thread::scope(|s| {
                    let right = s.spawn(|| go(mid..r.end, work));
                    let mut left = go(r.start..mid, work);
                    left.extend(right.join().unwrap());
                    left
                })
            }
        }
    }
    go(0..workers, &work)
}
