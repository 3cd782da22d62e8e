//! `join` gives back what the thread's closure returned.

use std::thread;

// ANCHOR: program
/// The length of each word, found by one thread for each word.
pub fn word_lengths(words: Vec<String>) -> Vec<usize> {
    let workers: Vec<_> = words
        .into_iter()
        .map(|word| thread::spawn(move || word.len()))
        .collect();
    workers
        .into_iter()
        .map(|worker| worker.join().unwrap())
        .collect()
}
// ANCHOR_END: program

/// The lengths for three words of different lengths.
pub fn three_lengths() -> Vec<usize> {
    word_lengths(["a", "few", "words"].map(String::from).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_stand_in_the_order_of_the_words() {
        assert_eq!(interleave::outcomes(three_lengths), [vec![1, 3, 5]].into());
    }
}
