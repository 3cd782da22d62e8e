//@ title: The last table wins
//@ idea: "`extend` adds one table to the other."
//@ test: a_generated_text_is_counted
//@ kind: assert
//@ says: what is the count of a word that stands in both?

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

/// `extend` replaces the count of a word that is there already. With one piece of work nobody notices.
pub fn count_words<W, F>(pages: &[String], words: F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    pages
        .par_iter()
        .fold(HashMap::new, |mut counts, page| {
            for word in words(page) {
                *counts.entry(word).or_insert(0) += 1;
            }
            counts
        })
        .reduce(HashMap::new, |mut left, right| {
            left.extend(right);
            left
        })
}
