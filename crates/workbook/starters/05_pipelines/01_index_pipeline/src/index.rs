//! Given, nothing to do here: documents, and what an index knows of them.
//!
//! No threads, no channels and no files.

use std::collections::HashMap;

/// A document that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its place in the list of all paths, from 0.
    pub number: u32,
    /// What it says.
    pub text: String,
}

/// One word in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The document's number.
    pub document: u32,
    /// How often the word is there.
    pub times: u32,
}

/// An inverted index: not which words a document has, but which documents have a word.
///
/// It is made of two lists, and not of a map with a string for each word, so that it is quickly added to another and
/// cheaply handed from thread to thread.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    /// The words, one behind the other.
    letters: String,
    /// Where a word begins and ends in `letters`, and where it is in the documents. The documents are in their order.
    postings: Vec<(u32, u32, Posting)>,
}

impl Index {
    /// The index of one document.
    pub fn of(document: &Document) -> Self {
        let mut times = HashMap::<String, u32>::new();
        let mut small = String::new();
        for word in words(&document.text) {
            small.clear();
            if word.is_ascii() {
                small.push_str(word);
                small.make_ascii_lowercase();
            } else {
                small.extend(word.chars().flat_map(char::to_lowercase));
            }
            match times.get_mut(&small) {
                Some(times) => *times += 1,
                None => {
                    times.insert(small.clone(), 1);
                }
            }
        }
        let mut times: Vec<_> = times.into_iter().collect();
        times.sort_unstable();
        let mut index = Index::default();
        for (word, times) in times {
            let start = index.end();
            index.letters.push_str(&word);
            let posting = Posting {
                document: document.number,
                times,
            };
            index.postings.push((start, index.end(), posting));
        }
        index
    }

    /// Where the next word begins in `letters`.
    fn end(&self) -> u32 {
        self.letters
            .len()
            .try_into()
            .expect("an index in memory has less than 4 GB of words")
    }

    /// Adds what `later` knows. Its documents come after those that are here.
    pub fn add(&mut self, later: Index) {
        let offset = self.end();
        self.letters.push_str(&later.letters);
        // Every place in it can be said.
        self.end();
        let moved = |(start, end, posting)| (start + offset, end + offset, posting);
        self.postings.extend(later.postings.into_iter().map(moved));
    }

    /// How large it is: the number of postings.
    pub fn len(&self) -> usize {
        self.postings.len()
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.postings.is_empty()
    }

    /// All words in the order of the alphabet, and for one word the documents in their order.
    pub fn sorted(&self) -> Vec<(&str, Posting)> {
        let mut all: Vec<_> = self
            .postings
            .iter()
            .map(|&(start, end, posting)| (&self.letters[start as usize..end as usize], posting))
            .collect();
        // A stable sort: the documents of a word stay in their order.
        all.sort_by_key(|(word, _)| *word);
        all
    }
}

/// The words of a text, as they stand there.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}
