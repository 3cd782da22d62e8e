//@ title: One task in a parallel scope
//@ idea: "Whatever runs inside of rayon's scope is parallel."
//@ test: every_worker_takes_part_in_the_sum
//@ kind: assert
//@ says: only 1 of 4 workers

use rayon::prelude::*;

/// One task is one piece of work, and one worker does it.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    let mut sum = 0;
    rayon::scope(|scope| scope.spawn(|_| sum = numbers.iter().map(|&number| f(number)).sum()));
    sum
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
