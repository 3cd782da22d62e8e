//! What `count_words` must do.
//!
//! A table hashes a word in order to look it up, and compares it with the one that it finds: in the
//! middle of a look-up. The checks use words of their own, which see that. They wait there for other
//! workers, or recognise the table.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use native_checks::workers::{Meeting, NotAtOnce, at_once};
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

/// A word that does not come back from being compared before all workers are comparing one.
struct Met<'m>(u64, &'m Meeting);

impl PartialEq for Met<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.1.meet();
        self.0 == other.0
    }
}

impl Eq for Met<'_> {}

impl Hash for Met<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// So many different words that there are some for every worker, also where each counts words of its own.
const DIFFERENT: u64 = 200;

#[test]
fn all_workers_count_at_once() {
    let pages = vec![String::new(); 100];
    for workers in [WORKERS, WORKERS + 3] {
        let counts = at_once(workers, |meeting| {
            let words = |_: &str| (0..DIFFERENT).map(|word| Met(word, meeting)).collect();
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
        let expected: Vec<_> = (0..DIFFERENT).map(|word| (word, 100)).collect();
        assert!(
            counts == expected,
            "{DIFFERENT} words stand on each of 100 pages, once each. Counted by {workers} workers: {counts:?}"
        );
    }
}

/// The same word everywhere. It does not come back from being compared before all workers are comparing one.
struct Same<'m>(&'m Meeting);

impl PartialEq for Same<'_> {
    fn eq(&self, _: &Self) -> bool {
        self.0.meet();
        true
    }
}

impl Eq for Same<'_> {}

impl Hash for Same<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        0.hash(state);
    }
}

/// All look for the same word, so whoever holds a lock then holds the lock that the others need, also where there is a lock for each
/// part of a table.
#[test]
#[expect(
    clippy::mutable_key_type,
    reason = "neither the hash nor the equality of a key depends on the meeting"
)]
fn no_lock_is_held_while_a_word_is_looked_up() {
    let pages = vec![String::new(); 100];
    let met = at_once(WORKERS, |meeting| {
        let counts = count_words(&pages, |_| vec![Same(meeting), Same(meeting)]);
        counts.into_values().collect::<Vec<_>>()
    });
    match met {
        Ok(counts) => assert_eq!(counts, [200], "one word, twice on each of 100 pages"),
        Err(NotAtOnce::KeptOut { .. }) => panic!(
            "a worker was in the middle of looking up a word, and others could not get on: it held a lock \
             that others need. Let each worker count in a table of its own"
        ),
        // A worker may count all that is one word while the others have nothing to do.
        Err(NotAtOnce::TooFew { .. }) => {}
        Err(why) => panic!("every word is there twice on each page: {why}"),
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

/// A word that recognises the tables in which it is looked up: each `HashMap` has secret numbers of its own, and its hasher begins
/// with them.
struct Tables<'c>(u32, &'c Mutex<HashSet<u64>>);

impl PartialEq for Tables<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Tables<'_> {}

impl Hash for Tables<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.1.lock().unwrap().insert(state.finish());
        self.0.hash(state);
    }
}

/// In a pool of one worker rayon cuts the work into as few pieces as it can, and into the same ones
/// in each run.
#[test]
fn there_is_not_a_table_for_each_page() {
    let pages = vec![String::new(); 1_000];
    let tables = Mutex::new(HashSet::new());
    let pool = ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("the system starts the pool's thread")
        .install(|| {
            count_words(&pages, |_| {
                (0..4).map(|word| Tables(word, &tables)).collect()
            });
        });
    let tables = tables.into_inner().unwrap().len();
    assert!(
        tables < pages.len() / 2,
        "one worker counted the words of {} pages in {tables} tables, and then had to look through all of \
         these again. Is a table made for each page?",
        pages.len()
    );
}
