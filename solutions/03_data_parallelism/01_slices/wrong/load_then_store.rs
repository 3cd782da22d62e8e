//@ title: Load, then store, is two steps
//@ idea: "The total is atomic, so the workers cannot get in each other's way."
//@ test: every_worker_takes_part_in_the_sum
//@ kind: assert
//@ says: is a total shared that two workers can read

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

/// All workers have read zero before one of them writes: in this check always, elsewhere now and
/// then.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    let total = AtomicU64::new(0);
    numbers.par_iter().for_each(|&number| {
        let seen = total.load(Ordering::SeqCst);
        let more = f(number);
        total.store(seen + more, Ordering::SeqCst);
    });
    total.into_inner()
}

/// Combines as it should.
pub fn combine<F>(left: &[u64], right: &[u64], out: &mut [u64], f: F)
where
    F: Fn(u64, u64) -> u64 + Sync,
{
    assert!(left.len() == right.len() && left.len() == out.len());
    out.par_iter_mut()
        .zip(left)
        .zip(right)
        .for_each(|((out, &a), &b)| *out = f(a, b));
}
