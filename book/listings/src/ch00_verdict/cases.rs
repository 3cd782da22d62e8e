//! The check of [`super::rows`], in a file of its own, as an exercise has it.

use super::rows::total;

// ANCHOR: check
/// Everything has arrived, so the worker is done. Is it?
pub fn the_worker_is_done() {
    let (sum, done) = total();
    assert_eq!(sum, 3);
    assert_eq!(done, 1, "everything has arrived, and nobody is done");
}
// ANCHOR_END: check

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expect;
    use interleave::FailureKind;

    #[test]
    fn the_page_shows_what_the_terminal_shows() {
        let explanation = expect::fails(the_worker_is_done, FailureKind::Panic);
        expect::shown("ch00_verdict/rows.txt", &explanation);
    }
}
