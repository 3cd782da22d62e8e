//! A recursive fork-join that stops forking when the pieces are small.

// ANCHOR: program
/// The sum of a list, forked until a piece has at most `cut_off` numbers.
pub fn sum(numbers: &[u64], cut_off: usize) -> u64 {
    if numbers.len() <= cut_off.max(1) {
        return numbers.iter().sum();
    }
    let (left, right) = numbers.split_at(numbers.len() / 2);
    let (left, right) =
        rayon::join(|| sum(left, cut_off), || sum(right, cut_off));
    left + right
}
// ANCHOR_END: program

/// How many forks `sum` makes for a list of this length.
pub fn forks(length: usize, cut_off: usize) -> usize {
    if length <= cut_off.max(1) {
        return 0;
    }
    let left = length / 2;
    1 + forks(left, cut_off) + forks(length - left, cut_off)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_off_changes_the_forks_and_not_the_sum() {
        let numbers: Vec<u64> = (1..=100_000).collect();
        for cut_off in [1, 10, 1000, 1_000_000] {
            assert_eq!(sum(&numbers, cut_off), 5_000_050_000);
        }
        assert_eq!(sum(&[], 0), 0);
        // The numbers that the chapter tells.
        assert_eq!(forks(1_000_000, 1), 999_999);
        assert_eq!(forks(1_000_000, 10_000), 127);
    }
}
