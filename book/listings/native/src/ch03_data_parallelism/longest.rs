//! Combining neighbours: of two equal ones, the left stands first.

use rayon::prelude::*;

// ANCHOR: program
/// The longest line; of several that are equally long, the first.
pub fn longest<'a>(lines: &[&'a str]) -> Option<&'a str> {
    lines.par_iter().copied().reduce_with(|left, right| {
        if right.len() > left.len() {
            right
        } else {
            left
        }
    })
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_longest_is_kept() {
        assert_eq!(longest(&["a", "bb", "cc", "d"]), Some("bb"));
        assert_eq!(longest(&[]), None);
        // Long enough to be cut into pieces, with nothing but equals.
        let equals: Vec<_> = (1_000..2_000).map(|n| n.to_string()).collect();
        let equals: Vec<_> = equals.iter().map(String::as_str).collect();
        assert_eq!(longest(&equals), Some("1000"));
    }
}
