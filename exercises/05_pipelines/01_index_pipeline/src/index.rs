//! Given, nothing to do here: documents, and what an index knows of them.
//!
//! No threads, no channels and no files.

use std::collections::HashMap;
use std::ops::Range;

/// A document that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its place in the list of all paths, from 0.
    pub number: usize,
    /// What it says.
    pub text: String,
}

/// One word in one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The document's number.
    pub document: usize,
    /// How often the word is there.
    pub times: usize,
}

/// An inverted index: not which words a document has, but which documents have a word.
///
/// It is made of two lists, and not of a map with a string for each word, so that it is quickly added to another and
/// cheaply handed from thread to thread.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    /// The words, one behind the other.
    letters: String,
    /// Where a word is in `letters`, and where it is in the documents. The documents are in their order.
    postings: Vec<(Range<usize>, Posting)>,
}

impl Index {
    /// The index of one document.
    pub fn of(document: &Document) -> Self {
        let mut times = HashMap::<String, usize>::new();
        let mut small = String::new();
        for word in words(&document.text) {
            small.clear();
            small.extend(word.chars().flat_map(char::to_lowercase));
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
            let start = index.letters.len();
            index.letters.push_str(&word);
            let posting = Posting {
                document: document.number,
                times,
            };
            index.postings.push((start..index.letters.len(), posting));
        }
        index
    }

    /// Adds what `later` knows. Its documents come after those that are here.
    pub fn add(&mut self, later: Index) {
        let offset = self.letters.len();
        self.letters.push_str(&later.letters);
        let moved =
            |(word, posting): (Range<usize>, _)| (word.start + offset..word.end + offset, posting);
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

    /// All words in the order of the alphabet, each with its postings, the documents in their order.
    pub fn sorted(&self) -> impl Iterator<Item = (&str, Vec<Posting>)> {
        let mut all: Vec<(&str, Posting)> = self
            .postings
            .iter()
            .map(|(word, posting)| (&self.letters[word.clone()], *posting))
            .collect();
        // A stable sort: for one word, the documents stay in their order.
        all.sort_by_key(|(word, _)| *word);
        let mut rest = all.into_iter().peekable();
        std::iter::from_fn(move || {
            let (word, first) = rest.next()?;
            let mut postings = vec![first];
            while let Some((_, posting)) = rest.next_if(|(next, _)| *next == word) {
                postings.push(posting);
            }
            Some((word, postings))
        })
    }
}

/// The words of a text, as they stand there.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}
