//! Two loops over slices, for rayon to share out.

use rayon::prelude::*;

/// The sum of `f(number)` over all `numbers`.
///
/// With `|n| n * n` it is the sum of their squares.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    // rayon halves the slice, and the halves, for as long as there are workers to take a half. Each
    // worker adds up its own part, and the partial sums are added at the end: no number is shared
    // while the work goes on, so no lock and no atomic is needed.
    numbers.par_iter().map(|&number| f(number)).sum()
}

/// Puts `f(left[i], right[i])` into `out[i]`, for every `i`.
///
/// With `|a, b| a + b` it adds two slices.
///
/// # Panics
/// When the three slices are not equally long.
pub fn combine<F>(left: &[u64], right: &[u64], out: &mut [u64], f: F)
where
    F: Fn(u64, u64) -> u64 + Sync,
{
    // `zip` stops silently at the end of the shortest slice, so the lengths have to be compared
    // first.
    assert!(
        left.len() == right.len() && left.len() == out.len(),
        "the slices must be equally long: {}, {} and {}",
        left.len(),
        right.len(),
        out.len()
    );
    // The output is split as the inputs are: each worker gets a `&mut` to elements that nobody else
    // has, and the compiler has proved it. The order of the results is the order of the inputs,
    // whoever computes which of them first.
    out.par_iter_mut()
        .zip(left)
        .zip(right)
        .for_each(|((out, &a), &b)| *out = f(a, b));
}
