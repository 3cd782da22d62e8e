//! Given, nothing to do here: documents, and what an index knows of them.
//!
//! No threads, no channels and no files.

use std::collections::HashMap;

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    words: HashMap<String, Vec<Posting>>,
    postings: usize,
}

impl Index {
    /// The index of one document.
    pub fn of(document: &Document) -> Self {
        let mut index = Index::default();
        for word in words(&document.text) {
            if let Some(postings) = index.words.get_mut(&word) {
                postings[0].times += 1;
            } else {
                let posting = Posting {
                    document: document.number,
                    times: 1,
                };
                index.words.insert(word, vec![posting]);
                index.postings += 1;
            }
        }
        index
    }

    /// Adds what `later` knows. Its documents come after those that are here.
    pub fn add(&mut self, later: Index) {
        self.postings += later.postings;
        for (word, mut postings) in later.words {
            self.words.entry(word).or_default().append(&mut postings);
        }
    }

    /// How large it is: the number of postings.
    pub fn len(&self) -> usize {
        self.postings
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.postings == 0
    }

    /// Where a word is, the documents in their order.
    pub fn postings(&self, word: &str) -> &[Posting] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// All words in the order of the alphabet, each with its postings.
    pub fn sorted(&self) -> Vec<(&str, &[Posting])> {
        let mut words: Vec<_> = self
            .words
            .iter()
            .map(|(word, postings)| (word.as_str(), postings.as_slice()))
            .collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        words
    }
}

/// The words of a text, in small letters.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
