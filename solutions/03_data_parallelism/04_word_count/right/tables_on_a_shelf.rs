//@ title: Tables on a shelf: whoever counts a page takes one down, and puts it back

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

/// How often each word occurs in all `pages` together. `words` gives the words of a page.
pub fn count_words<W, F>(pages: &[String], words: F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    // Never more tables than pages that are counted at the same time.
    let shelf: Mutex<Vec<HashMap<W, u64>>> = Mutex::new(Vec::new());
    pages.par_iter().for_each(|page| {
        let words = words(page);
        // A statement of its own: the lock is released at its end, before a word is looked up.
        let table = shelf.lock().unwrap().pop();
        let mut table = table.unwrap_or_default();
        for word in words {
            table
                .entry(word)
                .and_modify(|count| *count += 1)
                .or_insert(1);
        }
        shelf.lock().unwrap().push(table);
    });
    let tables = shelf.into_inner().unwrap();
    tables.into_iter().reduce(merged).unwrap_or_default()
}

/// Puts the smaller table into the larger one.
fn merged<W: Hash + Eq>(a: HashMap<W, u64>, b: HashMap<W, u64>) -> HashMap<W, u64> {
    let (mut large, small) = if a.len() < b.len() { (b, a) } else { (a, b) };
    for (word, count) in small {
        *large.entry(word).or_insert(0) += count;
    }
    large
}
