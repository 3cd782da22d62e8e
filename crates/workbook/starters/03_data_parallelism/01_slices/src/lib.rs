//! Two loops over slices, for rayon to share out.
//!
//! Every worker of the pool takes part, and the results are the sequential ones. The statement is
//! in README.md.

/// The sum of `f(number)` over all `numbers`.
///
/// With `|n| n * n` it is the sum of their squares.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    // TODO: one thread does all the work.
    numbers.iter().map(|&number| f(number)).sum()
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
    // TODO: one thread here, too. And what does `zip` do with slices that are not equally long?
    for (out, (&a, &b)) in out.iter_mut().zip(left.iter().zip(right)) {
        *out = f(a, b);
    }
}
