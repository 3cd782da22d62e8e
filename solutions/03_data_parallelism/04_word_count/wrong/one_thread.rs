//@ title: One thread counts
//@ idea: "Counting is quick, so one thread can do it."
//@ test: all_workers_count_at_once
//@ kind: assert
//@ says: only 1 of 4 workers

use std::collections::HashMap;
use std::hash::Hash;

/// The words of a text, in small letters. Everything that is neither letter nor digit separates.
pub fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Words and counts, all in one thread.
pub fn count_words<W, F>(pages: &[String], words: F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    let mut counts = HashMap::new();
    for word in pages.iter().flat_map(|page| words(page)) {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}
