//! From `iter` to `par_iter`.

use rayon::prelude::*;

// ANCHOR: lengths
/// The total length of all lines.
pub fn total_length(lines: &[String]) -> usize {
    lines.par_iter().map(|line| line.len()).sum()
}

/// The lines, in capitals. `collect` puts each result in its own place, whoever
/// computed it.
pub fn shouted(lines: &[String]) -> Vec<String> {
    lines.par_iter().map(|line| line.to_uppercase()).collect()
}

/// Changes the lines in place: each worker has a part of the slice for itself.
pub fn trim_all(lines: &mut [String]) {
    lines
        .par_iter_mut()
        .for_each(|line| *line = line.trim().to_string());
}
// ANCHOR_END: lengths

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize) -> Vec<String> {
        (0..count)
            .map(|number| format!(" line {number} "))
            .collect()
    }

    #[test]
    fn the_result_is_that_of_the_sequential_program() {
        let mut lines = lines(1000);
        assert_eq!(
            total_length(&lines),
            lines.iter().map(|line| line.len()).sum()
        );
        let sequential: Vec<_> =
            lines.iter().map(|line| line.to_uppercase()).collect();
        assert_eq!(shouted(&lines), sequential);
        trim_all(&mut lines);
        assert_eq!(lines[999], "line 999");
    }
}
