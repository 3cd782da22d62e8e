//@ title: One function starts a stage and returns the end at which its results come out; all five threads have names

//! An inverted index in five stages: read, index, merge in memory, write, merge files.

pub mod disk;
pub mod index;

use std::io;
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SendError, SyncSender};
use std::thread::{self, JoinHandle};

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
    let mut unread = vec![];
    for (number, path) in (0..).zip(paths) {
        match disk.read(&path) {
            Err(error) => unread.push((path, error)),
            Ok(text) => {
                if documents.send(Document { number, text }).is_err() {
                    return unread;
                }
            }
        }
    }
    unread
}

/// The second stage: makes an index of each document, and hands it on.
pub fn index_documents(documents: Receiver<Document>, indexes: SyncSender<Index>) {
    // An `Err` says that nobody takes indexes any more. It ends the loop, and there is nobody to tell.
    let _ = documents
        .iter()
        .try_for_each(|document| indexes.send(Index::of(&document)));
}

/// A sum that begins anew each time that it is sent.
struct Sum {
    index: Index,
    sums: SyncSender<Index>,
}

impl Sum {
    fn send(&mut self) -> Result<(), SendError<Index>> {
        self.sums.send(mem::take(&mut self.index))
    }
}

impl Drop for Sum {
    /// What is left at the end.
    fn drop(&mut self) {
        if !self.index.is_empty() {
            let _ = self.send();
        }
    }
}

/// The third stage: adds indexes up, and hands the sum on when it has `enough` postings.
pub fn merge_in_memory(indexes: Receiver<Index>, enough: usize, sums: SyncSender<Index>) {
    let mut sum = Sum {
        index: Index::default(),
        sums,
    };
    while let Ok(index) = indexes.recv() {
        sum.index.add(index);
        if sum.index.len() >= enough && sum.send().is_err() {
            return;
        }
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
    while let Ok(index) = indexes.recv() {
        let file = disk.write(index);
        let last = file.is_err();
        if files.send(file).is_err() || last {
            break;
        }
    }
}

/// The last stage: takes the names of all files, and merges the files into one.
///
/// # Errors
/// A file could not be written (then nothing is merged), or they cannot be merged.
pub fn merge_files<D: Disk>(files: Receiver<io::Result<PathBuf>>, disk: &D) -> io::Result<PathBuf> {
    let mut written = vec![];
    for file in files {
        written.push(file?);
    }
    disk.merge(written)
}

/// Starts a stage that makes `O`s, on a thread with a name. Returns the end at which they come out, and the thread.
fn start<O, R>(
    name: &str,
    room: usize,
    stage: impl FnOnce(SyncSender<O>) -> R + Send + 'static,
) -> (Receiver<O>, JoinHandle<R>)
where
    O: Send + 'static,
    R: Send + 'static,
{
    let (to_next, results) = mpsc::sync_channel(room);
    let thread = thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || stage(to_next))
        .expect("the system has room for five threads");
    (results, thread)
}

/// Makes an index of the documents at `paths`, with each stage on a thread of its own.
pub fn run<D: Disk>(paths: Vec<PathBuf>, limits: Limits, disk: Arc<D>) -> Report {
    let Limits { room, enough } = limits;
    let [for_reader, for_writer] = [(); 2].map(|()| Arc::clone(&disk));

    let (documents, reader) = start("read documents", room, move |to_next| {
        read_documents(paths, &*for_reader, to_next)
    });
    let (indexes, indexer) = start("index documents", room, |to_next| {
        index_documents(documents, to_next);
    });
    let (sums, merger) = start("merge in memory", room, move |to_next| {
        merge_in_memory(indexes, enough, to_next);
    });
    let (files, writer) = start("write files", room, move |to_next| {
        write_files(sums, &*for_writer, to_next);
    });
    let (result, last) = start("merge files", 1, move |to_next| {
        let _ = to_next.send(merge_files(files, &*disk));
    });

    let index = result.recv().expect("the last stage sends what it returns");
    let unread = reader.join().expect("the reader does not panic");
    for thread in [indexer, merger, writer, last] {
        thread.join().expect("no stage panics");
    }
    Report { index, unread }
}
