//@ title: One function for what all stages have in common, spawned threads, and a slot for the list of errors

//! An inverted index in five stages: read, index, merge in memory, write, merge files.

pub mod disk;
pub mod index;

use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, OnceLock};
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

/// What all stages have in common: takes items until no more come, and hands on what `work` makes of each.
///
/// `false` when nobody takes it any more.
fn pass_on<I, O, W>(items: impl IntoIterator<Item = I>, to: &SyncSender<O>, mut work: W) -> bool
where
    W: FnMut(I) -> Option<O>,
{
    items
        .into_iter()
        .filter_map(|item| work(item))
        .all(|result| to.send(result).is_ok())
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
    pass_on((0..).zip(paths), &documents, |(number, path)| {
        disk.read(&path)
            .map(|text| Document { number, text })
            .map_err(|error| unread.push((path, error)))
            .ok()
    });
    unread
}

/// The second stage: makes an index of each document, and hands it on.
pub fn index_documents(documents: Receiver<Document>, indexes: SyncSender<Index>) {
    pass_on(documents, &indexes, |document| Some(Index::of(&document)));
}

/// The third stage: adds indexes up, and hands the sum on when it has `enough` postings.
pub fn merge_in_memory(indexes: Receiver<Index>, enough: usize, sums: SyncSender<Index>) {
    let mut sum = Index::default();
    let wanted = pass_on(indexes, &sums, |index| {
        sum.add(index);
        (sum.len() >= enough).then(|| mem::take(&mut sum))
    });
    if wanted && !sum.is_empty() {
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
    let mut error = None;
    let written = indexes
        .iter()
        .map_while(|index| disk.write(index).map_err(|last| error = Some(last)).ok());
    if pass_on(written, &files, |file| Some(Ok(file)))
        && let Some(error) = error
    {
        let _ = files.send(Err(error));
    }
}

/// The last stage: takes the names of all files, and merges the files into one.
///
/// # Errors
/// A file could not be written (then nothing is merged), or they cannot be merged.
pub fn merge_files<D: Disk>(files: Receiver<io::Result<PathBuf>>, disk: &D) -> io::Result<PathBuf> {
    files
        .into_iter()
        .collect::<io::Result<_>>()
        .and_then(|files| disk.merge(files))
}

/// Makes an index of the documents at `paths`, with each stage on a thread of its own.
pub fn run<D: Disk>(paths: Vec<PathBuf>, limits: Limits, disk: Arc<D>) -> Report {
    let Limits { room, enough } = limits;
    let (to_index, documents) = mpsc::sync_channel(room);
    let (to_merge, indexes) = mpsc::sync_channel(room);
    let (to_write, sums) = mpsc::sync_channel(room);
    let (to_merge_files, files) = mpsc::sync_channel(room);
    let unread = Arc::new(OnceLock::new());

    // From the end to the beginning: whoever begins to work has somebody who takes the results.
    let writer = Arc::clone(&disk);
    thread::spawn(move || write_files(sums, &*writer, to_merge_files));
    thread::spawn(move || merge_in_memory(indexes, enough, to_write));
    thread::spawn(move || index_documents(documents, to_merge));
    let reader = thread::spawn({
        let disk = Arc::clone(&disk);
        let unread = Arc::clone(&unread);
        move || unread.set(read_documents(paths, &*disk, to_index)).is_ok()
    });

    let index = merge_files(files, &*disk);
    // The list is there when its thread has ended.
    reader.join().expect("the reader does not panic");
    Report {
        index,
        unread: Arc::into_inner(unread)
            .and_then(OnceLock::into_inner)
            .expect("the reader has set it"),
    }
}
