//@ title: `flat_map` cuts each page further
//@ idea: "`flat_map` gives me the words one by one, as it does with `iter`."
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

/// rayon's `flat_map` makes a parallel iterator of each page, and so at least one piece of it.
pub fn count_words<W, F>(pages: &[String], words: F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    pages
        .par_iter()
        .flat_map(|page| words(page))
        .fold(HashMap::new, |mut counts, word| {
            *counts.entry(word).or_insert(0) += 1;
            counts
        })
        .reduce(HashMap::new, |mut left, right| {
            for (word, count) in right {
                *left.entry(word).or_insert(0) += count;
            }
            left
        })
}
