//@ title: First collected, then counted
//@ idea: "The pages are cut into words in parallel, so it is parallel."
//@ test: all_workers_count_at_once
//@ kind: assert
//@ says: only 1 of 4 workers
//@ says: cutting pages into words does not count

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

/// The table is filled by one thread, after all the others have finished.
pub fn count_words<W, F>(pages: &[String], words: F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    let words: Vec<W> = pages.par_iter().flat_map_iter(|page| words(page)).collect();
    let mut counts = HashMap::new();
    for word in words {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}
