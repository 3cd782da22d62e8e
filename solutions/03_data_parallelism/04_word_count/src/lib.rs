//! How often does each word occur? Counted by all workers, without a shared table.

use std::collections::HashMap;
use std::hash::Hash;

use rayon::prelude::*;

/// The words of a text, in small letters. Everything that is neither letter nor digit separates.
pub fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// How often each word occurs in all `pages` together. `words` gives the words of a page.
pub fn count_words<W, F>(pages: &[String], words: F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    pages
        .par_iter()
        // One table for each piece of the work, which many pages go through. Whoever works on the
        // piece has the table for itself: no lock, and nobody waits.
        .fold(HashMap::new, |mut counts, page| {
            for word in words(page) {
                *counts.entry(word).or_insert(0) += 1;
            }
            counts
        })
        // There are as many tables as pieces, a few for each worker. Two become one until one is
        // left. The empty table is the start value, also when there are no pages at all.
        .reduce(HashMap::new, |left, right| {
            // The smaller table goes into the larger: fewer words to look up. Adding does not care
            // which is which.
            let (mut large, small) = if left.len() < right.len() {
                (right, left)
            } else {
                (left, right)
            };
            for (word, count) in small {
                *large.entry(word).or_insert(0) += count;
            }
            large
        })
}
