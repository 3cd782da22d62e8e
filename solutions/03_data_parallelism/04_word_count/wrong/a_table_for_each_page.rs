//@ title: A table for each page
//@ idea: "`map` and `reduce` do the same as `fold` and `reduce`."
//@ test: there_is_not_a_table_for_each_page
//@ kind: assert
//@ says: Is a table made for each page?

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

/// The right counts, and most of the work is putting tables into other tables.
pub fn count_words<W, F>(pages: &[String], words: F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    pages
        .par_iter()
        .map(|page| {
            let mut counts = HashMap::new();
            for word in words(page) {
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
