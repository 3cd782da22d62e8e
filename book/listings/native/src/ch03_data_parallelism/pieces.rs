//! Into how many pieces does rayon cut a list?

use rayon::prelude::*;

// ANCHOR: program
/// The lengths of the pieces: each fills a count of its own.
pub fn pieces(rows: impl ParallelIterator<Item = usize>) -> Vec<usize> {
    rows.fold(|| 0, |length, _row| length + 1).collect()
}
// ANCHOR_END: program

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::ThreadPoolBuilder;

    // ANCHOR: test
    /// In a pool of one worker, so that nothing is stolen and the pieces are
    /// the same in each run.
    #[test]
    fn a_piece_has_many_items_unless_told_otherwise() {
        let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        pool.install(|| {
            let rows = (0..200).into_par_iter();
            assert_eq!(pieces(rows.clone()), [100, 100]);
            assert_eq!(pieces(rows.with_max_len(1)), [1; 200]);
        });
    }
    // ANCHOR_END: test
}
