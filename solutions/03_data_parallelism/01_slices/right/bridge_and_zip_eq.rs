//@ title: An ordinary iterator over a bridge, and `zip_eq`

use rayon::prelude::*;

/// The sum of `f(number)` over all `numbers`.
pub fn sum_of<F>(numbers: &[u64], f: F) -> u64
where
    F: Fn(u64) -> u64 + Sync,
{
    // The bridge forgets the order. A sum has none.
    numbers.iter().par_bridge().map(|&number| f(number)).sum()
}

/// Puts `f(left[i], right[i])` into `out[i]`, for every `i`.
///
/// # Panics
/// When the three slices are not equally long.
pub fn combine<F>(left: &[u64], right: &[u64], out: &mut [u64], f: F)
where
    F: Fn(u64, u64) -> u64 + Sync,
{
    // `zip_eq` compares the lengths, and panics before the first element is touched.
    let pairs = left.par_iter().zip_eq(right);
    pairs.zip_eq(out).for_each(|((&a, &b), out)| *out = f(a, b));
}
