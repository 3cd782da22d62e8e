//@ title: A scope with one task for the left half, and insertion below the cut-off

use std::cmp::Ordering;

/// Sorts `items` by `compare`. The sort is stable: items that compare as equal keep their order.
pub fn merge_sort<T, C>(items: &mut [T], cut_off: usize, compare: C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    sort(items, cut_off, &compare);
}

fn sort<T, C>(items: &mut [T], cut_off: usize, compare: &C)
where
    T: Copy + Send + Sync,
    C: Fn(&T, &T) -> Ordering + Sync,
{
    if items.len() <= cut_off.max(1) {
        return insert_one_by_one(items, compare);
    }
    let middle = items.len() / 2;
    let (left, right) = items.split_at_mut(middle);
    rayon::scope(|scope| {
        scope.spawn(|_| sort(left, cut_off, compare));
        sort(right, cut_off, compare);
    });
    // Only the left half needs another place: what is merged never gets as far as the items of
    // the right half that are still to come.
    let left = items[..middle].to_vec();
    let (mut from_left, mut from_right) = (0, middle);
    for next in 0..items.len() {
        if from_left == left.len() {
            break;
        }
        let take_right = from_right < items.len()
            && compare(&left[from_left], &items[from_right]) == Ordering::Greater;
        if take_right {
            items[next] = items[from_right];
            from_right += 1;
        } else {
            items[next] = left[from_left];
            from_left += 1;
        }
    }
}

/// Puts each item behind all earlier ones that are not greater.
fn insert_one_by_one<T: Copy>(items: &mut [T], compare: &impl Fn(&T, &T) -> Ordering) {
    for next in 1..items.len() {
        let item = items[next];
        let place = items[..next].partition_point(|earlier| compare(earlier, &item).is_le());
        items[place..=next].rotate_right(1);
    }
}
