//@ title: The halves are the two items of a parallel iterator

use std::cmp::Ordering;

use rayon::prelude::*;

/// Sorts `items` by `compare`. The sort is stable: items that compare as equal keep their order.
pub fn merge_sort<T, C>(items: &mut [T], cut_off: usize, compare: C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    sort(items, cut_off.max(1), &compare);
}

fn sort<T, C>(items: &mut [T], cut_off: usize, compare: &C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    if items.len() <= cut_off {
        // The sort of the standard library is stable, and works on this thread.
        items.sort_by(compare);
        return;
    }
    // Rounded up: there is no third chunk.
    let half = items.len().div_ceil(2);
    items
        .par_chunks_mut(half)
        .for_each(|half| sort(half, cut_off, compare));

    let sorted = items.to_vec();
    let (mut left, mut right) = sorted.split_at(half);
    for out in items {
        let from = match (left, right) {
            ([], _) => &mut right,
            (_, []) => &mut left,
            ([a, ..], [b, ..]) if compare(a, b).is_gt() => &mut right,
            _ => &mut left,
        };
        let (&first, rest) = from.split_first().expect("one of them has an item left");
        (*out, *from) = (first, rest);
    }
}
