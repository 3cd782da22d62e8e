//! Merge sort: the two halves at the same time, down to a cut-off.

use std::cmp::Ordering;

/// Sorts `items` by `compare`. The sort is stable: items that compare as equal keep their order.
///
/// A list of at most `cut_off` items is sorted by one worker. The two halves of a longer one are
/// sorted at the same time, each in the same way. (A `cut_off` of 0 counts as 1.)
pub fn merge_sort<T, C>(items: &mut [T], cut_off: usize, compare: C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    // The only memory that is needed: each part of the list merges in its own part of it.
    let mut buffer = items.to_vec();
    sort(items, &mut buffer, cut_off.max(1), &compare);
}

fn sort<T, C>(items: &mut [T], buffer: &mut [T], cut_off: usize, compare: &C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    // A fork costs more than the sorting of a few items. Below the cut-off the standard library's
    // sort is better than anything of ours. It must be the stable one: `sort_unstable_by` may change
    // the order of equal items, and a stable merge cannot mend that.
    if items.len() <= cut_off {
        return items.sort_by(compare);
    }
    let middle = items.len() / 2;
    let (left, right) = items.split_at_mut(middle);
    let (left_buffer, right_buffer) = buffer.split_at_mut(middle);
    // Each closure has its own half and its own part of the buffer: the compiler has seen that
    // `split_at_mut` makes them disjoint. `join` puts the right half into this worker's queue, where
    // an idle one may steal it, and sorts the left one. It comes back when both are sorted, so the
    // merge needs no other synchronization.
    rayon::join(
        || sort(left, left_buffer, cut_off, compare),
        || sort(right, right_buffer, cut_off, compare),
    );
    merge(left, right, buffer, compare);
    items.copy_from_slice(buffer);
}

/// Merges two sorted lists into `out`, which is as long as both together.
fn merge<T, C>(left: &[T], right: &[T], out: &mut [T], compare: &C)
where
    T: Copy,
    C: Fn(&T, &T) -> Ordering,
{
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    for out in out {
        // Of two equal items the left one goes first: that keeps the sort stable.
        let from_the_left = match (left.peek(), right.peek()) {
            (Some(left), Some(right)) => compare(left, right).is_le(),
            (left, _) => left.is_some(),
        };
        let next = if from_the_left {
            left.next()
        } else {
            right.next()
        };
        *out = *next.expect("`out` is as long as both lists together");
    }
}
