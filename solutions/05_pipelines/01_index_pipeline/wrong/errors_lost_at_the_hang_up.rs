//@ title: Errors are lost at the hang-up
//@ idea: "When nobody takes the documents, nobody wants to know of errors either."
//@ test: an_error_is_reported_also_when_nobody_listens
//@ kind: panic
//@ says: still returns the error that it has seen

pub mod disk;
pub mod index;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

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
    let mut unread = Vec::new();
    for (number, path) in (0..).zip(paths) {
        match disk.read(&path) {
            Ok(text) => {
                if documents.send(Document { number, text }).is_err() {
                    // Nobody listens, so nobody wants to hear of errors?
                    return Vec::new();
                }
            }
            Err(error) => unread.push((path, error)),
        }
    }
    unread
}

/// The second stage: makes an index of each document, and hands it on.
pub fn index_documents(documents: Receiver<Document>, indexes: SyncSender<Index>) {
    for document in documents {
        if indexes.send(Index::of(&document)).is_err() {
            return;
        }
    }
}

/// The third stage: adds indexes up, and hands the sum on when it has `enough` postings.
pub fn merge_in_memory(indexes: Receiver<Index>, enough: usize, sums: SyncSender<Index>) {
    let mut sum = Index::default();
    for index in indexes {
        sum.add(index);
        if sum.len() >= enough && sums.send(std::mem::take(&mut sum)).is_err() {
            return;
        }
    }
    if !sum.is_empty() {
        let _ = sums.send(sum);
    }
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
        let file = disk.write(index);
        let failed = file.is_err();
        if files.send(file).is_err() || failed {
            return;
        }
    }
}

/// The last stage: takes the names of all files, and merges the files into one.
///
/// # Errors
/// A file could not be written (then nothing is merged), or they cannot be merged.
pub fn merge_files<D: Disk>(files: Receiver<io::Result<PathBuf>>, disk: &D) -> io::Result<PathBuf> {
    let files = files.iter().collect::<io::Result<Vec<_>>>()?;
    disk.merge(files)
}

/// Makes an index of the documents at `paths`, with each stage on a thread of its own.
///
/// # Panics
/// When a stage panicked.
pub fn run<D: Disk>(paths: Vec<PathBuf>, limits: Limits, disk: Arc<D>) -> Report {
    let disk = &*disk;
    let (to_index, documents) = mpsc::sync_channel(limits.room);
    let (to_merge, indexes) = mpsc::sync_channel(limits.room);
    let (to_write, sums) = mpsc::sync_channel(limits.room);
    let (to_merge_files, files) = mpsc::sync_channel(limits.room);
    thread::scope(|scope| {
        let reader = scope.spawn(move || read_documents(paths, disk, to_index));
        scope.spawn(move || index_documents(documents, to_merge));
        scope.spawn(move || merge_in_memory(indexes, limits.enough, to_write));
        scope.spawn(move || write_files(sums, disk, to_merge_files));
        let index = merge_files(files, disk);
        let unread = reader.join().expect("the reader does not panic");
        Report { index, unread }
    })
}
