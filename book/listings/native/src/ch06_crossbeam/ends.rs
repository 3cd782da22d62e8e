//! The two ends of a work-stealing deque.

use crossbeam::deque::{Injector, Steal, Stealer, Worker};

// ANCHOR: ends
/// Three jobs are in a worker's queue. Which one does the worker take next, and
/// which one does a thief get?
pub fn both_ends() -> (Option<&'static str>, Steal<&'static str>) {
    let own = Worker::new_lifo();
    let far_end = own.stealer();
    for job in ["oldest", "middle", "newest"] {
        own.push(job);
    }
    (own.pop(), far_end.steal())
}
// ANCHOR_END: ends

// ANCHOR: definite
/// Asks until the answer is definite.
pub fn steal_from<T>(far_end: &Stealer<T>) -> Option<T> {
    loop {
        match far_end.steal() {
            Steal::Success(job) => return Some(job),
            Steal::Empty => return None,
            // Somebody else was there at the same time. There may be a job, or
            // not: look again.
            Steal::Retry => {}
        }
    }
}
// ANCHOR_END: definite

// ANCHOR: batch
/// One trip to the crowded queue, several jobs: one to do now, and the others
/// go into the worker's own queue.
pub fn fetch<T>(global: &Injector<T>, own: &Worker<T>) -> Option<T> {
    loop {
        match global.steal_batch_and_pop(own) {
            Steal::Success(job) => return Some(job),
            Steal::Empty => return None,
            Steal::Retry => {}
        }
    }
}
// ANCHOR_END: batch

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    #[test]
    fn the_owner_takes_the_newest_and_a_thief_the_oldest() {
        assert_eq!(both_ends(), (Some("newest"), Steal::Success("oldest")));
    }

    #[test]
    fn a_batch_brings_more_than_one() {
        let (global, own) = (Injector::new(), Worker::new_lifo());
        for job in 0..100 {
            global.push(job);
        }
        assert_eq!(fetch(&global, &own), Some(0));
        assert!(!own.is_empty());
        assert!(!global.is_empty());
    }

    #[test]
    fn each_job_is_taken_once_by_whomever() {
        let own = Worker::new_lifo();
        for job in 1..=10_000 {
            own.push(job);
        }
        let sum = AtomicU64::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                let far_end = own.stealer();
                let sum = &sum;
                scope.spawn(move || {
                    while let Some(job) = steal_from(&far_end) {
                        sum.fetch_add(job, Ordering::Relaxed);
                    }
                });
            }
            while let Some(job) = own.pop() {
                sum.fetch_add(job, Ordering::Relaxed);
            }
        });
        assert_eq!(sum.into_inner(), 10_000 * 10_001 / 2);
    }
}
