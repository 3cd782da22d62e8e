//@ title: Sorted by all, counted by one
//@ idea: "All workers hash the words, and that is what takes long."
//@ test: all_workers_count_at_once
//@ kind: assert
//@ says: only 1 of 4 workers
//@ says: cutting pages into words does not count

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};

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
    let shards = rayon::current_num_threads();
    let hasher = RandomState::new();
    // First all words are sorted by who is to count them.
    let sorted: Vec<Vec<Vec<W>>> = pages
        .par_chunks(pages.len().div_ceil(shards).max(1))
        .map(|pages| {
            let mut sorted: Vec<Vec<W>> = (0..shards).map(|_| Vec::new()).collect();
            for word in pages.iter().flat_map(|page| words(page)) {
                let shard = hasher.hash_one(&word) as usize % shards;
                sorted[shard].push(word);
            }
            sorted
        })
        .collect();
    let mut by_shard: Vec<Vec<W>> = (0..shards).map(|_| Vec::new()).collect();
    for piece in sorted {
        for (all, words) in by_shard.iter_mut().zip(piece) {
            all.extend(words);
        }
    }
    let mut table = HashMap::new();
    for word in by_shard.into_iter().flatten() {
        *table.entry(word).or_insert(0) += 1;
    }
    table
}
