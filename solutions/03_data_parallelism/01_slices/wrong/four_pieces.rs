//@ title: Four pieces
//@ idea: "Four cores, four pieces."
//@ test: every_worker_takes_part_in_the_sum
//@ kind: assert
//@ says: does not keep 7 workers at work at once: only 4 of 7 workers

use rayon::prelude::*;

/// With more than four workers, the others have nothing to do.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    numbers
        .par_chunks(numbers.len().div_ceil(4).max(1))
        .map(|part| part.iter().map(|&number| f(number)).sum::<u64>())
        .sum()
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
