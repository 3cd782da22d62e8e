//@ title: The library's own parallel sort
//@ idea: "rayon has a parallel merge sort already."
//@ test: both_halves_are_sorted_at_once
//@ kind: assert
//@ says: only 1 of 2 workers

use std::cmp::Ordering;

use rayon::prelude::*;

/// A good choice in a program. But it has a cut-off of its own, and knows nothing of `cut_off`.
pub fn merge_sort<T, C>(items: &mut [T], _cut_off: usize, compare: C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    items.par_sort_by(compare);
}
