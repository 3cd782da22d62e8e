//@ title: Merged in place by rotation, without a second list

use std::cmp::Ordering;

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
    let middle = items.len() / 2;
    let (left, right) = items.split_at_mut(middle);
    if left.len() + right.len() > cut_off {
        rayon::join(
            || sort(left, cut_off, compare),
            || sort(right, cut_off, compare),
        );
    } else if !right.is_empty() && !left.is_empty() {
        sort(left, cut_off, compare);
        sort(right, cut_off, compare);
    }
    merge(items, middle, compare);
}

/// Merges `items[..middle]` and `items[middle..]`, each of which is sorted.
fn merge<T>(items: &mut [T], middle: usize, compare: &impl Fn(&T, &T) -> Ordering) {
    if middle == 0 || middle == items.len() {
        return;
    }
    if items.len() == 2 {
        if compare(&items[0], &items[1]).is_gt() {
            items.swap(0, 1);
        }
        return;
    }
    // Cut the longer part in its middle, and the other one where that item belongs. Then all that
    // goes first is brought to the front, and two shorter merges are left.
    let (left, right) = items.split_at(middle);
    let (cut, right_cut) = if left.len() >= right.len() {
        let cut = left.len() / 2;
        let before = right.partition_point(|item| compare(item, &left[cut]).is_lt());
        (cut, middle + before)
    } else {
        let right_cut = right.len() / 2;
        let before = left.partition_point(|item| compare(item, &right[right_cut]).is_le());
        (before, middle + right_cut)
    };
    items[cut..right_cut].rotate_left(middle - cut);
    let new_middle = cut + right_cut - middle;
    let (first, second) = items.split_at_mut(new_middle);
    merge(first, cut, compare);
    merge(second, middle - cut, compare);
}
