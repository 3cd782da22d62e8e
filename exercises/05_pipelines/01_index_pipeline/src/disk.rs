//! Given, nothing to do here: what the pipeline does with files.
//!
//! [`Disk`] is all that the stages know of it, so that a check can put another one in its place. [`Folder`] is the
//! real one. An index file is text, one word a line, in the order of the alphabet: `word document:times document:times`.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::index::{Index, Posting};

/// What the stages do with files.
pub trait Disk: Send + Sync + 'static {
    /// The text of a document.
    ///
    /// # Errors
    /// It cannot be read.
    fn read(&self, path: &Path) -> io::Result<String>;

    /// Writes an index into a new file, and says which.
    ///
    /// # Errors
    /// It cannot be written.
    fn write(&self, index: Index) -> io::Result<PathBuf>;

    /// Merges index files into the one that is the result, and says which that is. The documents of each file come
    /// after those of the file before it.
    ///
    /// # Errors
    /// A file cannot be read or written.
    fn merge(&self, files: Vec<PathBuf>) -> io::Result<PathBuf>;
}

/// A folder into which index files are written.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    written: AtomicUsize,
}

impl Folder {
    /// Writes into the folder `path`, which is there.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Folder {
            path: path.into(),
            written: AtomicUsize::new(0),
        }
    }
}

impl Disk for Folder {
    fn read(&self, path: &Path) -> io::Result<String> {
        fs::read_to_string(path)
    }

    fn write(&self, index: Index) -> io::Result<PathBuf> {
        // ORDERING: a number that nobody else gets; it orders nothing.
        let number = self.written.fetch_add(1, Relaxed);
        let path = self.path.join(format!("part-{number}"));
        let mut file = BufWriter::new(File::create(&path)?);
        let mut last = "";
        for (word, posting) in index.sorted() {
            if word != last {
                if !last.is_empty() {
                    writeln!(file)?;
                }
                write!(file, "{word}")?;
                last = word;
            }
            write!(file, " {}:{}", posting.document, posting.times)?;
        }
        if !last.is_empty() {
            writeln!(file)?;
        }
        file.flush()?;
        Ok(path)
    }

    fn merge(&self, files: Vec<PathBuf>) -> io::Result<PathBuf> {
        let mut parts = BinaryHeap::new();
        for (number, file) in files.iter().enumerate() {
            let mut part = Part {
                file: BufReader::new(File::open(file)?),
                number,
                line: String::new(),
                word: 0,
            };
            if part.next_line()? {
                parts.push(part);
            }
        }
        let path = self.path.join("index");
        let mut out = BufWriter::new(File::create(&path)?);
        let mut last = String::new();
        while let Some(mut part) = parts.peek_mut() {
            let (word, postings) = part.line.split_at(part.word);
            if word != last {
                if !last.is_empty() {
                    writeln!(out)?;
                }
                write!(out, "{word}")?;
                word.clone_into(&mut last);
            }
            write!(out, "{postings}")?;
            if !part.next_line()? {
                PeekMut::pop(part);
            }
        }
        if !last.is_empty() {
            writeln!(out)?;
        }
        out.flush()?;
        for file in files {
            fs::remove_file(file)?;
        }
        Ok(path)
    }
}

/// A file that is being merged, at one of its lines.
struct Part {
    file: BufReader<File>,
    /// Its place among the files.
    number: usize,
    /// The line, without its end.
    line: String,
    /// How long the word is with which the line begins.
    word: usize,
}

impl Part {
    /// Goes to the next line; `false` if there is none.
    fn next_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        self.file.read_line(&mut self.line)?;
        self.line.truncate(self.line.trim_end().len());
        self.word = self.line.find(' ').unwrap_or(self.line.len());
        Ok(!self.line.is_empty())
    }

    /// What is to be written first: the first word of the alphabet, and for one word the first file.
    fn key(&self) -> (&str, usize) {
        (&self.line[..self.word], self.number)
    }
}

// A heap has the greatest on top, and here that is to be the first.
impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        other.key().cmp(&self.key())
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Part {}

/// Where an index file says that `word` is. Big and small letters are the same.
///
/// # Errors
/// The file cannot be read, or is no index.
pub fn search(index: &Path, word: &str) -> io::Result<Vec<Posting>> {
    let wanted = word.to_lowercase();
    for line in BufReader::new(File::open(index)?).lines() {
        let line = line?;
        let mut parts = line.split(' ');
        if parts.next() == Some(&wanted) {
            return parts.map(posting).collect();
        }
    }
    Ok(vec![])
}

fn posting(text: &str) -> io::Result<Posting> {
    let number = |text: &str| text.parse().map_err(|_| io::ErrorKind::InvalidData);
    let (document, times) = text.split_once(':').ok_or(io::ErrorKind::InvalidData)?;
    Ok(Posting {
        document: number(document)?,
        times: number(times)?,
    })
}
