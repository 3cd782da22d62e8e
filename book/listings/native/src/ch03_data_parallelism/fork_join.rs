//! Fork: two halves, perhaps at the same time. Join: both are done.

// ANCHOR: join
/// The largest number of a list, found in two halves.
pub fn largest(numbers: &[u64]) -> Option<u64> {
    let (left, right) = numbers.split_at(numbers.len() / 2);
    let (left, right) = rayon::join(
        || left.iter().max().copied(),
        || right.iter().max().copied(),
    );
    left.max(right)
}
// ANCHOR_END: join

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::ThreadPoolBuilder;
    use std::sync::Barrier;

    #[test]
    fn the_largest_is_found_in_either_half() {
        assert_eq!(largest(&[3, 9, 2, 4]), Some(9));
        assert_eq!(largest(&[3, 2, 9]), Some(9));
        assert_eq!(largest(&[]), None);
    }

    // ANCHOR: proof
    /// Both closures wait for each other: this ends only if two threads run
    /// them at the same time.
    #[test]
    fn two_workers_run_both_halves_at_the_same_time() {
        let pool = ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let both_are_here = Barrier::new(2);
        pool.install(|| {
            rayon::join(|| both_are_here.wait(), || both_are_here.wait())
        });
    }
    // ANCHOR_END: proof

    // ANCHOR: may
    /// `join` says that the halves *may* run at the same time. With one worker
    /// they do not.
    #[test]
    fn one_worker_runs_one_after_the_other() {
        let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let here = || std::thread::current().id();
        let (left, right) = pool.install(|| rayon::join(here, here));
        assert_eq!(left, right);
    }
    // ANCHOR_END: may

    #[test]
    fn a_panic_in_one_half_comes_out_of_join_when_the_other_half_is_done() {
        let done = std::sync::atomic::AtomicBool::new(false);
        let result =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                rayon::join(
                    || panic!("the left half"),
                    || done.store(true, std::sync::atomic::Ordering::Relaxed),
                )
            }));
        assert_eq!(result.unwrap_err().downcast_ref(), Some(&"the left half"));
        assert!(done.into_inner());
    }
}
