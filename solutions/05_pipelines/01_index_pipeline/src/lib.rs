//! An inverted index in five stages: read, index, merge in memory, write, merge files.
//!
//! What the stages do with files and words is given (`disk`, `index`); here is who does it when, and who tells whom.

// The exercise's own files, so that there is one index and one file format.
#[path = "../../../../exercises/05_pipelines/01_index_pipeline/src/disk.rs"]
pub mod disk;
#[path = "../../../../exercises/05_pipelines/01_index_pipeline/src/index.rs"]
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
                // `Err` is the news that nobody wants any more documents. Whoever stopped listening knows why and
                // reports it; all that is to be done here is to stop working.
                if documents.send(Document { number, text }).is_err() {
                    break;
                }
            }
            // One bad document is no reason to give up the others. It is not sent through the pipeline: nobody further
            // down can do anything about it.
            Err(error) => unread.push((path, error)),
        }
    }
    // `documents` is dropped here, and that is how the next stage learns that there are no more.
    unread
}

/// The second stage: makes an index of each document, and hands it on.
pub fn index_documents(documents: Receiver<Document>, indexes: SyncSender<Index>) {
    for document in documents {
        if indexes.send(Index::of(&document)).is_err() {
            // Returning drops the receiver, too: so the stage before this one is told by its next `send`.
            return;
        }
    }
}

/// The third stage: adds indexes up, and hands the sum on when it has `enough` postings.
pub fn merge_in_memory(indexes: Receiver<Index>, enough: usize, sums: SyncSender<Index>) {
    let mut sum = Index::default();
    for index in indexes {
        sum.add(index);
        // `take` leaves an empty index behind, to begin again with.
        if sum.len() >= enough && sums.send(std::mem::take(&mut sum)).is_err() {
            return;
        }
    }
    // What has not become large enough is still part of the result. If nobody listens, there is nobody to tell.
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
        // An index without this part would look whole and not be it. The end of the stream does not say whether
        // all went well, so the error goes the same way as the files: the next stage cannot overlook it.
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
    // Collecting into a `Result` ends at the first `Err`.
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

    // The scope lets the threads borrow the disk, and it passes on the panic of a stage whose handle is dropped: a
    // stage that panicked ends its stream as one that is done does.
    thread::scope(|scope| {
        // Each end moves to the thread that uses it, and nobody keeps one: a sender left here would keep the
        // stage at the other end waiting for ever.
        let reader = scope.spawn(move || read_documents(paths, disk, to_index));
        scope.spawn(move || index_documents(documents, to_merge));
        scope.spawn(move || merge_in_memory(indexes, limits.enough, to_write));
        scope.spawn(move || write_files(sums, disk, to_merge_files));
        // The last stage is done by the thread that would do nothing but wait.
        let index = merge_files(files, disk);
        // Whatever came of the index: what could not be read is reported as well.
        let unread = reader.join().expect("the reader does not panic");
        Report { index, unread }
    })
}
