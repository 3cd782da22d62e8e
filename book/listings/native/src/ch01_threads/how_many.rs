//! How many threads are worth starting?

use std::num::NonZero;
use std::thread;

// ANCHOR: program
/// As many workers as can run at the same time, but no more than there is work
/// for.
pub fn worker_count(jobs: usize) -> usize {
    let parallel = thread::available_parallelism().map_or(1, NonZero::get);
    parallel.min(jobs)
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_worker_and_none_without_a_job() {
        assert_eq!(worker_count(1), 1);
        assert!(worker_count(1000) >= 1);
        assert_eq!(worker_count(0), 0);
    }
}
