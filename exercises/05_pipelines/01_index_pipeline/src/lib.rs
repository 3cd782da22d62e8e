//! An inverted index in five stages: read, index, merge in memory, write, merge files.
//!
//! What the stages do with words and files is given, in `index.rs` and `disk.rs`; here is who does it when, and who
//! tells whom. The statement is in README.md.

pub mod disk;
pub mod index;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};

use disk::Disk;
use index::{Document, Index};

/// How much may be in memory.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many items may wait between two stages.
    pub room: usize,
    /// An index in memory is handed on when it has this many postings.
    pub enough: usize,
}

/// What came of it.
#[derive(Debug)]
pub struct Report {
    /// The index file, or why there is none.
    pub index: io::Result<PathBuf>,
    /// The documents that could not be read, in their order, and why.
    pub unread: Vec<(PathBuf, io::Error)>,
}

/// The first stage: reads the documents, and hands each on.
///
/// Returns those that could not be read.
pub fn read_documents<D: Disk>(
    paths: Vec<PathBuf>,
    disk: &D,
    documents: SyncSender<Document>,
) -> Vec<(PathBuf, io::Error)> {
    // TODO: what becomes of the other documents when one cannot be read? And who learns of it?
    let mut all = Vec::new();
    for (number, path) in (0..).zip(&paths) {
        let text = disk.read(path).unwrap();
        all.push(Document { number, text });
    }
    // TODO: what is the next stage doing until all have been read?
    for document in all {
        documents.send(document).unwrap();
    }
    Vec::new()
}

/// The second stage: makes an index of each document, and hands it on.
pub fn index_documents(documents: Receiver<Document>, indexes: SyncSender<Index>) {
    for document in documents {
        // TODO: `send` fails when nobody takes indexes any more. Is that a reason to panic? Or to go on?
        indexes.send(Index::of(&document)).unwrap();
    }
}

/// The third stage: adds indexes up, and hands the sum on when it has `enough` postings.
pub fn merge_in_memory(indexes: Receiver<Index>, enough: usize, sums: SyncSender<Index>) {
    let mut sum = Index::default();
    for index in indexes {
        sum.add(index);
        // TODO: hand the sum on when it is enough, and begin a new one. And at the end?
        let _ = enough;
    }
    sums.send(sum).unwrap();
}

/// The fourth stage: writes each index into a file, and hands on where.
///
/// When a file cannot be written, the error is the last thing that is handed on.
pub fn write_files<D: Disk>(
    indexes: Receiver<Index>,
    disk: &D,
    files: SyncSender<io::Result<PathBuf>>,
) {
    for index in indexes {
        // TODO: how does the next stage tell "all is written" from "the disk is full"?
        if let Ok(file) = disk.write(index) {
            files.send(Ok(file)).unwrap();
        }
    }
}

/// The last stage: takes the names of all files, and merges the files into one.
///
/// # Errors
/// A file could not be written (then nothing is merged), or they cannot be merged.
pub fn merge_files<D: Disk>(files: Receiver<io::Result<PathBuf>>, disk: &D) -> io::Result<PathBuf> {
    // TODO: `flatten` leaves out what is an `Err`. Is the index whole then?
    let files = files.iter().flatten().collect();
    disk.merge(files)
}

/// Makes an index of the documents at `paths`, with each stage on a thread of its own.
pub fn run<D: Disk>(paths: Vec<PathBuf>, limits: Limits, disk: Arc<D>) -> Report {
    // TODO: the stages take turns, so all that a stage makes has to wait for the next one to begin: all
    // documents, then all indexes. How much room is needed when they are at work at the same time?
    let all = paths.len() + limits.room;
    let (to_index, documents) = mpsc::sync_channel(all);
    let (to_merge, indexes) = mpsc::sync_channel(all);
    let (to_write, sums) = mpsc::sync_channel(all + 1);
    let (to_merge_files, files) = mpsc::sync_channel(all + 1);

    let unread = read_documents(paths, &*disk, to_index);
    index_documents(documents, to_merge);
    merge_in_memory(indexes, limits.enough, to_write);
    write_files(sums, &*disk, to_merge_files);
    Report {
        index: merge_files(files, &*disk),
        unread,
    }
}
