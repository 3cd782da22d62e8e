//! Many results, some of them errors: which one is kept?

use rayon::prelude::*;
use std::num::ParseIntError;

// ANCHOR: some
/// All numbers, or an error. When several fail, *one* of their errors comes
/// back: not always the first.
pub fn all_or_an_error(texts: &[&str]) -> Result<Vec<u32>, ParseIntError> {
    texts.par_iter().map(|text| text.parse::<u32>()).collect()
}
// ANCHOR_END: some

// ANCHOR: first
/// All numbers, or the first text (in the order of the list) that is no number.
pub fn all_or_the_first_error<'a>(
    texts: &[&'a str],
) -> Result<Vec<u32>, &'a str> {
    let parsed: Vec<_> = texts
        .par_iter()
        .map(|text| text.parse().map_err(|_| *text))
        .collect();
    parsed.into_iter().collect()
}
// ANCHOR_END: first

// ANCHOR: reduce
/// The sum, or the first error: `reduce_with` combines neighbours, and always
/// keeps the left error.
pub fn sum_or_the_first_error<'a>(texts: &[&'a str]) -> Result<u32, &'a str> {
    texts
        .par_iter()
        .map(|text| text.parse().map_err(|_| *text))
        .reduce_with(|left, right| Ok(left? + right?))
        // `reduce_with` gives `None` when there is nothing to reduce.
        .unwrap_or(Ok(0))
}
// ANCHOR_END: reduce

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_kept_and_the_first_where_it_is_promised() {
        assert_eq!(all_or_an_error(&["1", "2"]), Ok(vec![1, 2]));
        assert!(all_or_an_error(&["1", "x", "y"]).is_err());
        assert_eq!(all_or_the_first_error(&["1", "x", "3", "y"]), Err("x"));
        assert_eq!(all_or_the_first_error(&["1", "2"]), Ok(vec![1, 2]));
        assert_eq!(sum_or_the_first_error(&["1", "x", "3", "y"]), Err("x"));
        assert_eq!(sum_or_the_first_error(&["1", "2"]), Ok(3));
        assert_eq!(sum_or_the_first_error(&[]), Ok(0));
    }
}
