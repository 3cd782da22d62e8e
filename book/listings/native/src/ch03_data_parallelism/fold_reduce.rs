//! Many small results into a few, and the few into one.

use rayon::prelude::*;

// ANCHOR: program
/// How often each letter occurs.
pub type Letters = [usize; 26];

/// Counts the letters a to z in all lines.
pub fn count_letters(lines: &[String]) -> Letters {
    lines
        .par_iter()
        // Each piece of work starts with an empty table of its own and fills
        // it: nothing is shared.
        .fold(
            || [0; 26],
            |mut table, line| {
                for letter in line.bytes().filter(u8::is_ascii_lowercase) {
                    table[usize::from(letter - b'a')] += 1;
                }
                table
            },
        )
        // Then two tables at a time become one.
        .reduce(
            || [0; 26],
            |mut left, right| {
                for (left, right) in left.iter_mut().zip(right) {
                    *left += right;
                }
                left
            },
        )
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_every_line_is_counted() {
        let lines = vec!["banana".to_string(); 1000];
        let table = count_letters(&lines);
        assert_eq!((table[0], table[1], table[13]), (3000, 1000, 2000));
        assert_eq!(table.iter().sum::<usize>(), 6000);
        assert_eq!(count_letters(&[]), [0; 26]);
    }
}
