//@ title: Forks by hand, a few for each worker, and a table at each end

use std::collections::HashMap;
use std::hash::Hash;

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
    // One worker makes one table, and needs no fork.
    let workers = rayon::current_num_threads();
    let enough = match workers {
        1 => pages.len(),
        _ => pages.len() / (2 * workers),
    };
    count(pages, enough.max(1), &words)
}

fn count<W, F>(pages: &[String], enough: usize, words: &F) -> HashMap<W, u64>
where
    W: Hash + Eq + Send,
    F: Fn(&str) -> Vec<W> + Sync,
{
    if pages.len() <= enough {
        let mut table = HashMap::new();
        for word in pages.iter().flat_map(|page| words(page)) {
            // Two look-ups for a word, and no entry.
            if table.contains_key(&word) {
                *table.get_mut(&word).unwrap() += 1;
            } else {
                table.insert(word, 1);
            }
        }
        return table;
    }
    let (left, right) = pages.split_at(pages.len() / 2);
    let (mut left, right) = rayon::join(
        || count(left, enough, words),
        || count(right, enough, words),
    );
    for (word, count) in right {
        *left.entry(word).or_insert(0) += count;
    }
    left
}
