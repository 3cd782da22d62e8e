//@ title: Sorted by all, merged by one
//@ idea: "The sorting is parallel, and the merging comes after it."
//@ test: the_halves_are_merged_at_once_too
//@ kind: assert
//@ says: only 1 of 2 workers
//@ says: is merged while the other one waits

use std::cmp::Ordering;

/// Sorts `items` by `compare`. The sort is stable.
pub fn merge_sort<T, C>(items: &mut [T], cut_off: usize, compare: C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    let cut_off = cut_off.max(1);
    sort_parts(items, cut_off, &compare);
    let mut buffer = items.to_vec();
    merge_parts(items, &mut buffer, cut_off, &compare);
}

/// Forks down to the cut-off and sorts there.
fn sort_parts<T, C>(items: &mut [T], cut_off: usize, compare: &C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    if items.len() <= cut_off {
        return items.sort_by(compare);
    }
    let (left, right) = items.split_at_mut(items.len() / 2);
    rayon::join(
        || sort_parts(left, cut_off, compare),
        || sort_parts(right, cut_off, compare),
    );
}

/// Goes down to the same parts once more, and merges on the way back.
fn merge_parts<T, C>(items: &mut [T], buffer: &mut [T], cut_off: usize, compare: &C)
where
    T: Copy,
    C: Fn(&T, &T) -> Ordering,
{
    if items.len() <= cut_off {
        return;
    }
    let middle = items.len() / 2;
    let (left, right) = items.split_at_mut(middle);
    let (left_buffer, right_buffer) = buffer.split_at_mut(middle);
    merge_parts(left, left_buffer, cut_off, compare);
    merge_parts(right, right_buffer, cut_off, compare);
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
