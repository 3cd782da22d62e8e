//@ title: One of the tables
//@ idea: "After `fold` there is one table."
//@ test: a_generated_text_is_counted
//@ kind: assert
//@ says: words are counted wrongly

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

/// `fold` leaves a table for each piece of the work, and this takes one of them.
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
        .find_first(|counts| !counts.is_empty())
        .unwrap_or_default()
}
