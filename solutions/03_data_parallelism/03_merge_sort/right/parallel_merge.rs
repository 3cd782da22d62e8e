//@ title: The merging is forked as well

use std::cmp::Ordering;

/// Sorts `items` by `compare`. The sort is stable: items that compare as equal keep their order.
pub fn merge_sort<T, C>(items: &mut [T], cut_off: usize, compare: C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    let mut buffer = items.to_vec();
    sort(items, &mut buffer, cut_off.max(1), &compare);
}

fn sort<T, C>(items: &mut [T], buffer: &mut [T], cut_off: usize, compare: &C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    if items.len() <= cut_off {
        items.sort_by(compare);
        return;
    }
    let middle = items.len() / 2;
    let (left, right) = items.split_at_mut(middle);
    let (left_buffer, right_buffer) = buffer.split_at_mut(middle);
    rayon::join(
        || sort(left, left_buffer, cut_off, compare),
        || sort(right, right_buffer, cut_off, compare),
    );
    merge(left, right, buffer, cut_off, compare);
    items.copy_from_slice(buffer);
}

/// Merges two sorted lists into `out`. More than `cut_off` items are merged by two workers.
fn merge<T, C>(left: &[T], right: &[T], out: &mut [T], cut_off: usize, compare: &C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    if out.len() <= cut_off || left.len() < 2 || right.len() < 2 {
        let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
        for out in out {
            let next = match (left.peek(), right.peek()) {
                (Some(a), Some(b)) if compare(a, b).is_gt() => right.next(),
                (Some(_), _) => left.next(),
                (None, _) => right.next(),
            };
            *out = *next.expect("`out` is as long as both lists together");
        }
        return;
    }
    // What is less than the middle of the left list goes before it, from both lists.
    let (left, more_left) = left.split_at(left.len() / 2);
    let first = &more_left[0];
    let (right, more_right) =
        right.split_at(right.partition_point(|item| compare(item, first).is_lt()));
    let (out, more_out) = out.split_at_mut(left.len() + right.len());
    rayon::join(
        || merge(left, right, out, cut_off, compare),
        || merge(more_left, more_right, more_out, cut_off, compare),
    );
}
