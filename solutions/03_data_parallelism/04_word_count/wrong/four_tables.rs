//@ title: Four tables
//@ idea: "Four cores, four tables."
//@ test: all_workers_count_at_once
//@ kind: assert
//@ says: does not keep 7 workers at counting at once

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

/// With more than four workers, the others have nothing to do.
pub fn count_words<W, F>(pages: &[String], words: F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    pages
        .par_chunks(pages.len().div_ceil(4).max(1))
        .map(|pages| {
            let mut counts = HashMap::new();
            for word in pages.iter().flat_map(|page| words(page)) {
                *counts.entry(word).or_insert(0) += 1;
            }
            counts
        })
        .reduce(HashMap::new, |mut left, right| {
            for (word, count) in right {
                *left.entry(word).or_insert(0) += count;
            }
            left
        })
}
