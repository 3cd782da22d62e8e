//! How often does each word occur? Counted by all workers, without a shared table.
//!
//! The statement is in README.md.

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
    let words: Vec<Vec<W>> = pages.par_iter().map(|page| words(page)).collect();
    // TODO: all workers have cut the pages into words. Who counts?
    let mut counts = HashMap::new();
    for word in words.into_iter().flatten() {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}
