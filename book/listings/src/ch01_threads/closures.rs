//! Which closures a thread can run: once, again and again, or on many threads.

use std::thread;

// ANCHOR: once
/// `FnOnce`: the closure gives away what it captured, so it can run once. One
/// thread runs it.
pub fn give_away() -> String {
    let name = String::from("Ada");
    let worker = thread::spawn(move || name);
    worker.join().unwrap()
}
// ANCHOR_END: once

// ANCHOR: many
/// `Fn`, and `Clone`: the job can run on many threads, each with a copy of its
/// own.
pub fn on_each_of_three<J>(job: J) -> Vec<usize>
where
    J: Fn(usize) -> usize + Clone + Send + 'static,
{
    let workers: Vec<_> = (0..3)
        .map(|index| {
            let job = job.clone();
            thread::spawn(move || job(index))
        })
        .collect();
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
}
// ANCHOR_END: many

// ANCHOR: mutable
/// `FnMut`: the closure changes what it captured. `move` gives each thread a
/// closure with a counter of its own, so nothing is shared, and `calls` here
/// stays 0.
pub fn counts_for_itself() -> (u32, Vec<u32>) {
    let mut calls = 0;
    let count = move || {
        calls += 1;
        calls
    };
    let workers: Vec<_> = (0..2)
        .map(|_| {
            let mut count = count;
            thread::spawn(move || {
                count();
                count()
            })
        })
        .collect();
    let counted = workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect();
    (calls, counted)
}
// ANCHOR_END: mutable

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_many_and_mutable() {
        assert_eq!(interleave::outcomes(give_away), ["Ada".to_string()].into());
        let factor = 10;
        let multiplied =
            interleave::outcomes(move || on_each_of_three(move |n| n * factor));
        assert_eq!(multiplied, [vec![0, 10, 20]].into());
        assert_eq!(
            interleave::outcomes(counts_for_itself),
            [(0, vec![2, 2])].into()
        );
    }
}
