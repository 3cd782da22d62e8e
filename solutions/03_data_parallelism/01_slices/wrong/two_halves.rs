//@ title: Two halves for four workers
//@ idea: "`join` makes it parallel."
//@ test: every_worker_takes_part_in_the_sum
//@ kind: assert
//@ says: only 2 of 4 workers

use rayon::prelude::*;

/// `join` makes two tasks. To feed more workers, the halves have to be halved again.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    let (left, right) = numbers.split_at(numbers.len() / 2);
    let sum = |part: &[u64]| part.iter().map(|&number| f(number)).sum::<u64>();
    let (left, right) = rayon::join(|| sum(left), || sum(right));
    left + right
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
