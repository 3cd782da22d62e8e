//! Many results, some of them errors: which are kept?

use rayon::prelude::*;
use std::num::ParseIntError;

// ANCHOR: some
/// All numbers, or an error. When several fail, *one* of their errors comes
/// back: not always the first.
pub fn all_or_an_error(texts: &[&str]) -> Result<Vec<u32>, ParseIntError> {
    texts.par_iter().map(|text| text.parse::<u32>()).collect()
}
// ANCHOR_END: some

// ANCHOR: every
/// The numbers, and every text that is none, both in the order of the list.
pub fn numbers_and_others<'a>(texts: &[&'a str]) -> (Vec<u32>, Vec<&'a str>) {
    let parsed: Vec<Result<u32, &str>> = texts
        .par_iter()
        .map(|text| text.parse().map_err(|_| *text))
        .collect();
    let (mut numbers, mut others) = (vec![], vec![]);
    for result in parsed {
        match result {
            Ok(number) => numbers.push(number),
            Err(text) => others.push(text),
        }
    }
    (numbers, others)
}
// ANCHOR_END: every

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_error_is_kept_or_every_one() {
        assert_eq!(all_or_an_error(&["1", "2"]), Ok(vec![1, 2]));
        assert!(all_or_an_error(&["1", "x", "y"]).is_err());
        assert_eq!(
            numbers_and_others(&["1", "x", "3", "y"]),
            (vec![1, 3], vec!["x", "y"])
        );
    }
}
