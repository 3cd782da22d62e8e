//@ title: Many tables, each behind a lock
//@ idea: "With sixteen locks two workers hardly ever want the same one."
//@ test: no_lock_is_held_while_a_word_is_looked_up
//@ kind: assert
//@ says: a lock that others need

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::Mutex;

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
    let hasher = RandomState::new();
    let shards: Vec<Mutex<HashMap<W, u64>>> = (0..16).map(|_| Mutex::default()).collect();
    pages.par_iter().for_each(|page| {
        for word in words(page) {
            let shard = &shards[hasher.hash_one(&word) as usize % shards.len()];
            *shard.lock().unwrap().entry(word).or_insert(0) += 1;
        }
    });
    shards
        .into_iter()
        .flat_map(|shard| shard.into_inner().unwrap())
        .collect()
}
