//! What `count_words` must do.
//!
//! A table hashes a word in order to look it up. The checks use words of their own, which see that:
//! they wait in it for other workers, or count how often it happens.

use std::collections::HashMap;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use native_checks::workers::{Meeting, at_once};
use rayon::ThreadPoolBuilder;

use crate::subject::{count_words, words};

const WORKERS: usize = 4;

fn pages(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// The counts, by one thread.
fn one_by_one(pages: &[String]) -> HashMap<String, u64> {
    let mut counts = HashMap::new();
    for word in pages.iter().flat_map(|page| words(page)) {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

/// Fails with a few of the words whose counts are wrong.
#[track_caller]
fn same(counted: &HashMap<String, u64>, pages: &[String], what: &str) {
    let expected = one_by_one(pages);
    let mut wrong: Vec<_> = expected
        .iter()
        .map(|(word, count)| (word, counted.get(word), *count))
        .filter(|(_, counted, count)| *counted != Some(count))
        .collect();
    wrong.sort();
    if let Some((word, counted, count)) = wrong.first() {
        panic!(
            "{what}: {} of {} words are counted wrongly. The word {word:?} occurs {count} times, \
             and the result says {}. When two tables become one, what is the count of a word that \
             stands in both?",
            wrong.len(),
            expected.len(),
            counted.map_or("nothing".to_string(), ToString::to_string)
        );
    }
    assert_eq!(
        counted.len(),
        expected.len(),
        "{what}: the number of words in the table"
    );
}

#[test]
fn a_few_pages_are_counted() {
    for texts in [
        &["to be, or not", "to be"][..],
        &["one page only"],
        &["", "", "an empty page is a page", ""],
        &[],
    ] {
        let pages = pages(texts);
        same(&count_words(&pages, words), &pages, &format!("{texts:?}"));
    }
}

/// 2,000 pages of 50 words; a few words are frequent and many are rare, as in a real text.
#[test]
fn a_generated_text_is_counted() {
    let mut state = 7_u64;
    let mut below = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut word = || {
        let rarest = below(5_000) + 1;
        format!("w{}", below(rarest))
    };
    let pages: Vec<String> = (0..2_000)
        .map(|_| (0..50).map(|_| word()).collect::<Vec<_>>().join(" "))
        .collect();
    let counts = count_words(&pages, words);
    same(&counts, &pages, "the generated text");
    assert_eq!(counts.values().sum::<u64>(), 100_000, "all words together");
}

#[test]
fn this_book_is_counted() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let book = here
        .ancestors()
        .map(|folder| folder.join("book/src"))
        .find(|folder| folder.join("SUMMARY.md").is_file())
        .expect("the exercise lies in a copy of the workbook, beside the book");
    let mut pages: Vec<String> = fs::read_dir(book)
        .expect("the book's folder can be read")
        .map(|entry| entry.expect("the book's folder can be read").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .map(|path| fs::read_to_string(path).expect("a chapter can be read"))
        // A paragraph is a page here: more and smaller ones than there are chapters.
        .flat_map(|text| text.split("\n\n").map(String::from).collect::<Vec<_>>())
        .collect();
    pages.sort();
    assert!(pages.len() > 100, "the book has text");
    same(&count_words(&pages, words), &pages, "the book's chapters");
}

/// A word that does not come back from being hashed before all workers are hashing one.
struct Met<'m>(u32, &'m Meeting);

impl PartialEq for Met<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Met<'_> {}

impl Hash for Met<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.1.meet();
        self.0.hash(state);
    }
}

#[test]
fn all_workers_count_at_once() {
    let pages = vec![String::new(); 100];
    for workers in [WORKERS, WORKERS + 3] {
        let counts = at_once(workers, |meeting| {
            let words = |_: &str| vec![Met(1, meeting), Met(2, meeting)];
            let mut counts: Vec<_> = count_words(&pages, words)
                .into_iter()
                .map(|(word, count)| (word.0, count))
                .collect();
            counts.sort();
            counts
        })
        .unwrap_or_else(|why| {
            panic!(
                "`count_words` does not keep {workers} workers at counting at once (cutting pages \
                 into words does not count): {why}"
            )
        });
        assert_eq!(
            counts,
            [(1, 100), (2, 100)],
            "two words on each of 100 pages, counted by {workers} workers"
        );
    }
}

#[test]
fn each_page_is_cut_into_words_once() {
    let pages: Vec<String> = (0..1_000).map(|number| number.to_string()).collect();
    let calls: Vec<AtomicU32> = pages.iter().map(|_| AtomicU32::new(0)).collect();
    let counts = count_words(&pages, |page| {
        let number: usize = page.parse().expect("`words` is called with a page");
        calls[number].fetch_add(1, Ordering::Relaxed);
        vec![number]
    });
    let wrong = calls
        .iter()
        .position(|calls| calls.load(Ordering::Relaxed) != 1);
    assert_eq!(
        wrong, None,
        "the first page for which `words` was not called exactly once"
    );
    assert_eq!(counts.len(), 1_000, "the number of words in the table");
}

/// A word that counts how often it is hashed.
struct Counted<'c>(u32, &'c AtomicU32);

impl PartialEq for Counted<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Counted<'_> {}

impl Hash for Counted<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.hash(state);
    }
}

/// In a pool of one worker rayon cuts the work into as few pieces as it can, and into the same ones
/// in each run.
#[test]
fn there_is_not_a_table_for_each_page() {
    let pages = vec![String::new(); 1_000];
    let hashed = AtomicU32::new(0);
    let pool = ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("the system starts the pool's thread")
        .install(|| {
            count_words(&pages, |_| {
                (0..4).map(|word| Counted(word, &hashed)).collect()
            });
        });
    let hashed = hashed.into_inner();
    assert!(
        hashed < 6_000,
        "the pages have 4,000 words, and words were hashed {hashed} times. Each table that is put \
         into another has all its words hashed again. Is a table made for each page?"
    );
}
