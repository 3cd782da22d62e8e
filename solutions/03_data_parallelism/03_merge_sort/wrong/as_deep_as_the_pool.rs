//@ title: As deep as there are workers
//@ idea: "Twice as many tasks as workers is enough."
//@ test: each_half_is_forked_down_to_the_cut_off
//@ kind: assert
//@ says: Does the recursion end before the cut-off

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
    let depth = rayon::current_num_threads().ilog2() + 1;
    sort(items, &mut buffer, cut_off.max(1), depth, &compare);
}

/// A part that takes longer than the others cannot be shared out any more.
fn sort<T, C>(items: &mut [T], buffer: &mut [T], cut_off: usize, depth: u32, compare: &C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    if items.len() <= cut_off || depth == 0 {
        return items.sort_by(compare);
    }
    let middle = items.len() / 2;
    let (left, right) = items.split_at_mut(middle);
    let (left_buffer, right_buffer) = buffer.split_at_mut(middle);
    rayon::join(
        || sort(left, left_buffer, cut_off, depth - 1, compare),
        || sort(right, right_buffer, cut_off, depth - 1, compare),
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
