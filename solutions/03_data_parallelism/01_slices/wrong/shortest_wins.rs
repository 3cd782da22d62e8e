//@ title: The shortest slice wins
//@ idea: "`zip` would complain if the lengths were different."
//@ test: slices_of_different_lengths_are_refused
//@ kind: assert
//@ says: `zip` stops at the end of the shortest

use rayon::prelude::*;

/// Sums as it should.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    numbers.par_iter().map(|&number| f(number)).sum()
}

/// `zip` ends with the shortest slice, and the rest of `out` keeps what it held.
pub fn combine<F>(left: &[u64], right: &[u64], out: &mut [u64], f: F)
where
    F: Fn(u64, u64) -> u64 + Sync,
{
    out.par_iter_mut()
        .zip(left)
        .zip(right)
        .for_each(|((out, &a), &b)| *out = f(a, b));
}
