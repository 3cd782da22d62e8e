//@ title: Every worker has a table, and takes the next page while there is one

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    let next = AtomicUsize::new(0);
    let tables = rayon::broadcast(|_| {
        let mut table: HashMap<W, u64> = HashMap::new();
        // ORDERING: Relaxed, each page is given out once, and the pages were there before.
        while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
            for word in words(page) {
                *table.entry(word).or_default() += 1;
            }
        }
        table
    });
    tables.into_iter().fold(HashMap::new(), |mut all, table| {
        for (word, count) in table {
            *all.entry(word).or_default() += count;
        }
        all
    })
}
