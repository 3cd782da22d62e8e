//@ title: One table behind a lock
//@ idea: "The lock is held for one word only, so nobody waits for long."
//@ test: all_workers_count_at_once
//@ kind: assert
//@ says: Is a lock held while the operation is called?

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Mutex;

use rayon::prelude::*;

/// The words of a text, in small letters. Everything that is neither letter nor digit separates.
pub fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Right counts, and all workers in one queue.
pub fn count_words<W, F>(pages: &[String], words: F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    let counts = Mutex::new(HashMap::new());
    pages.par_iter().for_each(|page| {
        for word in words(page) {
            *counts.lock().unwrap().entry(word).or_insert(0) += 1;
        }
    });
    counts.into_inner().unwrap()
}
