//! An operation whose result depends on where the work was cut.

use rayon::prelude::*;

// ANCHOR: program
/// Combines the numbers by subtraction, cut into pieces of at least this
/// length.
pub fn subtract_all(numbers: &[i32], at_least: usize) -> i32 {
    numbers
        .par_iter()
        .copied()
        .with_min_len(at_least)
        .with_max_len(at_least)
        .reduce(|| 0, |a, b| a - b)
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    // ANCHOR: test
    #[test]
    fn subtraction_gives_another_result_for_another_cut() {
        let numbers = [1, 2, 3, 4];
        assert_eq!(subtract_all(&numbers, 4), 0 - 1 - 2 - 3 - 4);
        assert_eq!(
            subtract_all(&numbers, 1),
            ((0 - 1) - (0 - 2)) - ((0 - 3) - (0 - 4))
        );
    }
    // ANCHOR_END: test
}
