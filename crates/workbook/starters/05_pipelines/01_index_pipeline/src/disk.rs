//! Given, nothing to do here: what the pipeline does with files.
//!
//! [`Disk`] is all that the stages know of it, so that a check can put another one in its place. [`Folder`] is the
//! real one. An index file is text, one word a line, in the order of the alphabet: `word document:times document:times`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Lines, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

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
        let number = self.written.fetch_add(1, Ordering::Relaxed);
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
        let mut parts = Vec::new();
        for file in &files {
            parts.push(BufReader::new(File::open(file)?).lines());
        }
        // The next line of each file, the first word of the alphabet on top, and for one word the first file.
        let mut next = BinaryHeap::new();
        for number in 0..parts.len() {
            push_line(&mut next, &mut parts, number)?;
        }
        let path = self.path.join("index");
        let mut out = BufWriter::new(File::create(&path)?);
        let mut last = String::new();
        while let Some(Reverse((word, number, postings))) = next.pop() {
            if word != last {
                if !last.is_empty() {
                    writeln!(out)?;
                }
                write!(out, "{word}")?;
                last = word;
            }
            write!(out, " {postings}")?;
            push_line(&mut next, &mut parts, number)?;
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

/// The next line of file `number`, if there is one: its word, and the rest.
fn push_line(
    next: &mut BinaryHeap<Reverse<(String, usize, String)>>,
    parts: &mut [Lines<BufReader<File>>],
    number: usize,
) -> io::Result<()> {
    if let Some(line) = parts[number].next() {
        let line = line?;
        let (word, postings) = line.split_once(' ').ok_or(io::ErrorKind::InvalidData)?;
        next.push(Reverse((word.to_owned(), number, postings.to_owned())));
    }
    Ok(())
}

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
