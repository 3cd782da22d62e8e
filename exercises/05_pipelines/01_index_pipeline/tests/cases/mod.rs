//! What the stages and the whole pipeline must do.
//!
//! The stages are explored one at a time: the check is what comes before and after them. The pipeline is explored with
//! a disk that is made of closures, and run once on real threads with real text and real files.

use crate::subject;
use std as interleave;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};
use subject::disk::{Disk, Folder, search};
use subject::index::{Document, Index, Posting, words};
use subject::{Limits, Report};

type Operation<A, R> = Box<dyn Fn(A) -> io::Result<R> + Send + Sync>;

/// A disk whose documents say their own names: `ant` holds the word "ant". An index is "written" into a file that is
/// called after its words, `ant-bee`, and files are "merged" into one that is called after them, `ant-bee+cat`.
struct Paper {
    read: Operation<String, String>,
    write: Operation<String, PathBuf>,
    merge: Operation<String, PathBuf>,
}

impl Default for Paper {
    fn default() -> Self {
        Paper {
            read: Box::new(Ok),
            write: Box::new(|words| Ok(words.into())),
            merge: Box::new(|files| Ok(files.into())),
        }
    }
}

impl Disk for Paper {
    fn read(&self, path: &Path) -> io::Result<String> {
        (self.read)(path.display().to_string())
    }

    fn write(&self, index: Index) -> io::Result<PathBuf> {
        (self.write)(words_of(&index))
    }

    fn merge(&self, files: Vec<PathBuf>) -> io::Result<PathBuf> {
        (self.merge)(names(&files).join("+"))
    }
}

/// "ant-bee" for an index with these words.
fn words_of(index: &Index) -> String {
    let mut words: Vec<_> = index.sorted().iter().map(|(word, _)| *word).collect();
    words.dedup();
    words.join("-")
}

fn names(files: &[PathBuf]) -> Vec<String> {
    files
        .iter()
        .map(|file| file.display().to_string())
        .collect()
}

fn paths(names: &[&str]) -> Vec<PathBuf> {
    names.iter().map(PathBuf::from).collect()
}

fn document(number: u32, text: &str) -> Document {
    Document {
        number,
        text: text.to_owned(),
    }
}

fn failure(text: &'static str) -> io::Error {
    io::Error::other(text)
}

/// All that comes until the channel is closed.
fn everything<T>(receiver: Receiver<T>) -> Vec<T> {
    let mut came = vec![];
    for item in receiver {
        came.push(item);
    }
    came
}

/// Calls what the learner wrote, and says what it probably means when it panics.
fn no_panic<R>(what: &str, call: impl FnOnce() -> R) -> R {
    panic::catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| {
        panic!(
            "`{what}` panicked. A `send` that fails is no mistake of this stage: nobody takes what \
             it makes any more, so the stage ends. And an `Err` from the disk is to be reported, not \
             unwrapped"
        )
    })
}

/// Explores a stage, with words for a deadlock.
fn stage(what: &str) -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        &format!(
            "The check plays the stages before and after `{what}`. If it waits in `recv`: what has \
             come in must be handed on before more is asked for, and the sender must be dropped when \
             the stage ends. If it waits in `send`: the stage has not taken what there is."
        ),
    )
}

/// Explores the whole pipeline, with words for a deadlock.
fn pipeline() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "A stage that waits in `recv` waits until all senders of its channel are dropped: does \
         `run` still own one? A stage that waits in `send` waits for room: is the next stage \
         running already?",
    )
}

fn run(
    names: &[&str],
    limits: (usize, usize),
    disk: Paper,
) -> (Result<String, String>, Vec<String>) {
    let (room, enough) = limits;
    let Report { index, unread } = no_panic("run", || {
        subject::run(paths(names), Limits { room, enough }, Arc::new(disk))
    });
    (
        index
            .map(|file| file.display().to_string())
            .map_err(|error| error.to_string()),
        unread
            .iter()
            .map(|(path, error)| format!("{}: {error}", path.display()))
            .collect(),
    )
}

// The first stage.

#[test]
fn documents_are_handed_on_in_order() {
    stage("read_documents").check(|| {
        let (sender, documents) = mpsc::sync_channel(1);
        let reader = thread::spawn(move || {
            no_panic("read_documents", || {
                subject::read_documents(paths(&["ant", "bee"]), &Paper::default(), sender)
            })
        });
        let came = everything(documents);
        assert_eq!(
            came,
            [document(0, "ant"), document(1, "bee")],
            "`ant` and `bee` are to be read; left is what was handed on"
        );
        assert!(reader.join().unwrap().is_empty(), "both could be read");
    });
}

#[test]
fn a_document_is_handed_on_before_the_next_is_read() {
    stage("read_documents").check(|| {
        let first_came = Arc::new(Barrier::new(2));
        let came = Arc::clone(&first_came);
        let disk = Paper {
            read: Box::new(move |name| {
                if name == "bee" {
                    first_came.wait();
                }
                Ok(name)
            }),
            ..Paper::default()
        };
        let (sender, documents) = mpsc::sync_channel(1);
        let reader = thread::spawn(move || {
            no_panic("read_documents", || {
                subject::read_documents(paths(&["ant", "bee"]), &disk, sender);
            });
        });
        // `bee` is there to be read only when `ant` has come.
        assert_eq!(documents.recv(), Ok(document(0, "ant")));
        came.wait();
        assert_eq!(documents.recv(), Ok(document(1, "bee")));
        reader.join().unwrap();
    });
}

#[test]
fn a_document_that_cannot_be_read_is_skipped_and_reported() {
    stage("read_documents").check(|| {
        let disk = Paper {
            read: Box::new(|name| match &*name {
                "bee" => Err(failure("no entry")),
                _ => Ok(name),
            }),
            ..Paper::default()
        };
        let (sender, documents) = mpsc::sync_channel(1);
        let reader = thread::spawn(move || {
            no_panic("read_documents", || {
                subject::read_documents(paths(&["ant", "bee", "cat"]), &disk, sender)
            })
        });
        let came = everything(documents);
        assert_eq!(
            came,
            [document(0, "ant"), document(2, "cat")],
            "`bee` cannot be read: the others are read all the same, and keep their numbers"
        );
        let unread = reader.join().unwrap();
        let unread: Vec<_> = unread
            .iter()
            .map(|(path, error)| format!("{}: {error}", path.display()))
            .collect();
        assert_eq!(
            unread,
            ["bee: no entry"],
            "the documents that could not be read, and why, are returned"
        );
    });
}

#[test]
fn nothing_is_read_when_nobody_listens() {
    stage("read_documents").check(|| {
        let read = Arc::new(Mutex::new(vec![]));
        let log = Arc::clone(&read);
        let disk = Paper {
            read: Box::new(move |name| {
                log.lock().unwrap().push(name.clone());
                Ok(name)
            }),
            ..Paper::default()
        };
        let (sender, documents) = mpsc::sync_channel(1);
        drop(documents);
        no_panic("read_documents", || {
            subject::read_documents(paths(&["ant", "bee", "cat"]), &disk, sender);
        });
        let read = read.lock().unwrap();
        assert!(
            read.len() <= 1,
            "{read:?} were read, though the first `send` had failed: when nobody takes what a stage \
             makes, it stops making it"
        );
    });
}

#[test]
fn an_error_is_reported_also_when_nobody_listens() {
    stage("read_documents").check(|| {
        let disk = Paper {
            read: Box::new(|name| match &*name {
                "ant" => Err(failure("no entry")),
                _ => Ok(name),
            }),
            ..Paper::default()
        };
        let (sender, documents) = mpsc::sync_channel(1);
        drop(documents);
        let unread = no_panic("read_documents", || {
            subject::read_documents(paths(&["ant", "bee"]), &disk, sender)
        });
        let unread: Vec<_> = unread
            .iter()
            .map(|(path, error)| format!("{}: {error}", path.display()))
            .collect();
        assert_eq!(
            unread,
            ["ant: no entry"],
            "`ant` could not be read, and then nobody took `bee`: the stage ends, and still returns \
             the error that it has seen"
        );
    });
}

// The second stage.

#[test]
fn each_document_is_indexed_as_it_comes() {
    stage("index_documents").check(|| {
        let (to_index, documents) = mpsc::sync_channel(0);
        let (sender, indexes) = mpsc::sync_channel(0);
        let indexer = thread::spawn(move || {
            no_panic("index_documents", || {
                subject::index_documents(documents, sender);
            });
        });
        for (number, text) in (0..).zip(["to be or not to be", "be"]) {
            let document = document(number, text);
            let index = Index::of(&document);
            to_index.send(document).unwrap();
            // The second document is sent when the first index has come.
            assert_eq!(indexes.recv(), Ok(index), "the index of document {number}");
        }
        drop(to_index);
        assert!(indexes.recv().is_err(), "there were two documents");
        indexer.join().unwrap();
    });
}

/// Whether a stage refuses its second item or its third, when nobody takes what it makes.
fn hangs_up<I: Send + 'static, O: Send + 'static>(
    what: &'static str,
    items: [I; 3],
    body: impl FnOnce(Receiver<I>, SyncSender<O>) + Send + 'static,
) {
    let (to_stage, receiver) = mpsc::sync_channel(0);
    let (sender, results) = mpsc::sync_channel(0);
    drop(results);
    let worker = thread::spawn(move || no_panic(what, || body(receiver, sender)));
    let taken = items
        .into_iter()
        .map(|item| to_stage.send(item).is_ok())
        .filter(|taken| *taken)
        .count();
    drop(to_stage);
    worker.join().unwrap();
    assert!(
        taken <= 1,
        "nobody takes what `{what}` makes, and it took {taken} items: when a `send` has failed, the \
         stage ends and drops its receiver, so that the stage before it learns that it can stop, too"
    );
}

#[test]
fn the_indexer_hangs_up_when_nobody_listens() {
    stage("index_documents").check(|| {
        let items = ["ant", "bee", "cat"].map(|text| document(0, text));
        hangs_up("index_documents", items, subject::index_documents);
    });
}

// The third stage.

fn index_of(number: u32, text: &str) -> Index {
    Index::of(&document(number, text))
}

/// What `merge_in_memory` makes of these.
fn merged(texts: &'static [&'static str], enough: usize) -> Vec<Index> {
    let (to_merge, indexes) = mpsc::sync_channel(1);
    let (sender, sums) = mpsc::sync_channel(1);
    thread::scope(|scope| {
        scope.spawn(move || {
            for (number, text) in (0..).zip(texts) {
                if to_merge.send(index_of(number, text)).is_err() {
                    break;
                }
            }
        });
        let merger = scope.spawn(move || {
            no_panic("merge_in_memory", || {
                subject::merge_in_memory(indexes, enough, sender);
            });
        });
        let sums = everything(sums);
        merger.join().unwrap();
        sums
    })
}

#[test]
fn indexes_are_added_up_and_nothing_is_lost() {
    stage("merge_in_memory").check(|| {
        let sums = merged(&["ant bee", "bee cat", "dog"], 3);
        let words: Vec<_> = sums.iter().map(words_of).collect();
        assert_eq!(
            words,
            ["ant-bee-cat", "dog"],
            "with `enough` = 3, \"ant bee\" is too little, and with \"bee cat\" there are four \
             postings, which is enough; \"dog\" is all that is left at the end, and it counts, too"
        );
        let bee = [0, 1].map(|document| Posting { document, times: 1 });
        assert_eq!(
            sums[0].sorted()[1..3],
            bee.map(|posting| ("bee", posting)),
            "\"bee\" is in documents 0 and 1, in this order"
        );
    });
}

#[test]
fn there_is_no_empty_sum() {
    stage("merge_in_memory").check(|| {
        for texts in [&[][..], &["ant"]] {
            let sums: Vec<_> = merged(texts, 1).iter().map(words_of).collect();
            assert_eq!(
                sums, texts,
                "with `enough` = 1, each index is handed on at once, and at the end there is \
                 nothing left to hand on"
            );
        }
    });
}

#[test]
fn a_sum_is_handed_on_when_it_is_enough() {
    stage("merge_in_memory").check(|| {
        let (to_merge, indexes) = mpsc::sync_channel(0);
        let (sender, sums) = mpsc::sync_channel(0);
        let merger = thread::spawn(move || {
            no_panic("merge_in_memory", || {
                subject::merge_in_memory(indexes, 2, sender);
            });
        });
        for (number, text) in (0..).zip(["ant bee", "cat dog"]) {
            to_merge.send(index_of(number, text)).unwrap();
            // The second index is sent when the first sum has come.
            let sum = sums.recv().map(|sum| words_of(&sum));
            assert_eq!(sum, Ok(text.replace(' ', "-")));
        }
        drop(to_merge);
        assert!(sums.recv().is_err(), "all has been handed on");
        merger.join().unwrap();
    });
}

#[test]
fn the_merger_hangs_up_when_nobody_listens() {
    stage("merge_in_memory").check(|| {
        let items = ["ant", "bee", "cat"].map(|text| index_of(0, text));
        hangs_up("merge_in_memory", items, |indexes, sums| {
            subject::merge_in_memory(indexes, 1, sums);
        });
    });
}

// The fourth stage.

#[test]
fn each_index_is_written_as_it_comes() {
    stage("write_files").check(|| {
        let (to_write, sums) = mpsc::sync_channel(0);
        let (sender, files) = mpsc::sync_channel(0);
        let writer = thread::spawn(move || {
            no_panic("write_files", || {
                subject::write_files(sums, &Paper::default(), sender);
            });
        });
        for name in ["ant", "bee"] {
            to_write.send(index_of(0, name)).unwrap();
            let file: io::Result<PathBuf> = files.recv().unwrap();
            assert_eq!(
                file.unwrap(),
                Path::new(name),
                "the file's name is handed on"
            );
        }
        drop(to_write);
        assert!(files.recv().is_err(), "two files were written");
        writer.join().unwrap();
    });
}

#[test]
fn a_failure_to_write_is_handed_on_and_is_the_last() {
    stage("write_files").check(|| {
        let disk = Paper {
            write: Box::new(|_| Err(failure("disk full"))),
            ..Paper::default()
        };
        let (to_write, sums) = mpsc::sync_channel(0);
        let (sender, files) = mpsc::sync_channel(3);
        let writer = thread::spawn(move || {
            no_panic("write_files", || subject::write_files(sums, &disk, sender));
        });
        to_write.send(index_of(0, "ant")).unwrap();
        let more = to_write.send(index_of(1, "bee")).is_ok();
        drop(to_write);
        writer.join().unwrap();
        let came: Vec<_> = everything(files)
            .into_iter()
            .map(|file| file.map_err(|error| error.to_string()))
            .collect();
        assert_eq!(
            came,
            [Err("disk full".to_owned())],
            "the first index cannot be written. The error is handed on in the place of a file: \
             otherwise the next stage takes the end of the stream for the end of the work"
        );
        assert!(
            !more,
            "`write_files` took one more index, though the first could not be written: the result \
             can only be incomplete, so the stage ends"
        );
    });
}

#[test]
fn the_writer_hangs_up_when_nobody_listens() {
    stage("write_files").check(|| {
        let items = ["ant", "bee", "cat"].map(|text| index_of(0, text));
        hangs_up("write_files", items, |sums, files| {
            subject::write_files(sums, &Paper::default(), files);
        });
    });
}

// The last stage.

#[test]
fn all_files_are_merged_at_once_and_in_order() {
    stage("merge_files").check(|| {
        let (to_merge, files) = mpsc::sync_channel(1);
        let writer = thread::spawn(move || {
            for name in ["ant", "bee"] {
                to_merge.send(Ok(PathBuf::from(name))).unwrap();
            }
        });
        let index = no_panic("merge_files", || {
            subject::merge_files(files, &Paper::default())
        });
        assert_eq!(
            index.unwrap(),
            Path::new("ant+bee"),
            "`ant` and `bee` are to be merged by one call (left: what was returned)"
        );
        writer.join().unwrap();
    });
}

#[test]
fn a_failure_to_merge_is_returned() {
    stage("merge_files").check(|| {
        let disk = Paper {
            merge: Box::new(|_| Err(failure("disk full"))),
            ..Paper::default()
        };
        let (to_merge, files) = mpsc::sync_channel(1);
        to_merge.send(Ok(PathBuf::from("ant"))).unwrap();
        drop(to_merge);
        let index = no_panic("merge_files", || subject::merge_files(files, &disk));
        assert_eq!(
            index.map_err(|error| error.to_string()),
            Err("disk full".to_owned()),
            "`ant` was written, and then the files could not be merged (left: what was returned)"
        );
    });
}

#[test]
fn an_incomplete_index_is_not_merged() {
    stage("merge_files").check(|| {
        let merged = Arc::new(Mutex::new(vec![]));
        let log = Arc::clone(&merged);
        let disk = Paper {
            merge: Box::new(move |files| {
                log.lock().unwrap().push(files.clone());
                Ok(files.into())
            }),
            ..Paper::default()
        };
        let (to_merge, files) = mpsc::sync_channel(2);
        to_merge.send(Ok(PathBuf::from("ant"))).unwrap();
        to_merge.send(Err(failure("disk full"))).unwrap();
        drop(to_merge);
        let index = no_panic("merge_files", || subject::merge_files(files, &disk));
        let index = index.map_err(|error| error.to_string());
        assert_eq!(
            (index, &**merged.lock().unwrap()),
            (Err("disk full".to_owned()), &[][..]),
            "`ant` was written, and then the disk was full: the error is returned, and nothing is \
             merged (left: what was returned, and what was merged)"
        );
    });
}

// The whole.

#[test]
fn two_documents_pass_through_all_stages() {
    pipeline().check(|| {
        let (index, unread) = run(&["ant", "bee"], (1, 1), Paper::default());
        assert_eq!(
            index.as_deref(),
            Ok("ant+bee"),
            "`ant` and `bee` were to be indexed, each in a file of its own (`enough` is 1), and the \
             two files merged in this order (left: the index). If one is missing, a stage ended before \
             the one before it had; if the order is another one, a document has overtaken another"
        );
        assert!(unread.is_empty(), "both could be read: {unread:?}");
    });
}

#[test]
fn no_document_is_no_reason_to_wait() {
    pipeline().check(|| {
        let (index, unread) = run(&[], (0, 1), Paper::default());
        assert_eq!(index.as_deref(), Ok(""), "no file is merged into an index");
        assert!(unread.is_empty());
    });
}

#[test]
fn all_errors_are_reported() {
    pipeline().check(|| {
        let disk = Paper {
            read: Box::new(|name| match &*name {
                "ant" => Err(failure("no entry")),
                _ => Ok(name),
            }),
            write: Box::new(|_| Err(failure("disk full"))),
            merge: Box::new(|_| Ok("merged all the same".into())),
        };
        let (index, unread) = run(&["ant", "bee"], (1, 1), disk);
        assert_eq!(
            index,
            Err("disk full".to_owned()),
            "`bee` cannot be written, so there is no index (left: what the report says)"
        );
        assert_eq!(
            unread,
            ["ant: no entry"],
            "`ant` cannot be read, and the report says so, whatever came of the index"
        );
    });
}

/// A pipeline with this room, in which the first file is written only while this document, the last one, is being read.
fn at_both_ends(room: usize, documents: usize) {
    let names = &LETTERS[..documents];
    let meeting = Arc::new(Barrier::new(2));
    let [reading, writing] = [Arc::clone(&meeting), meeting];
    let disk = Paper {
        read: Box::new(move |name| {
            if Some(&&*name) == names.last() {
                reading.wait();
            }
            Ok(name)
        }),
        write: Box::new(move |words| {
            if words == LETTERS[0] {
                writing.wait();
            }
            Ok(words.into())
        }),
        ..Paper::default()
    };
    // Each index is enough to be handed on.
    let (index, _) = run(names, (room, 1), disk);
    assert_eq!(index, Ok(names.join("+")));
}

/// So many documents are in the pipeline while the first file is written: one in each of four stages' hands, and those
/// in the three channels between them.
fn at_most(room: usize) -> usize {
    4 + 3 * room
}

const LETTERS: [&str; 11] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];

#[test]
fn all_stages_are_at_work_at_once() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test there is no room between the stages, and reading the fourth document and writing \
             the first file wait for each other; the third document is then in the indexer's hands, and the \
             second in the merger's. They never met: the stages take turns, two of them share a thread, or one \
             waits until the one before it has finished everything.",
        )
        .check(|| at_both_ends(0, at_most(0)));
}

#[test]
fn the_room_is_used() {
    for room in [1, 2] {
        let documents = at_most(room);
        Explorer::new()
            .on(
                FailureKind::Deadlock,
                &format!(
                    "In this test `room` is {room}, and reading document {documents} and writing the first \
                     file wait for each other. That many fit in: each of four stages has one in its hands, \
                     and there is room for {room} in each of three channels. Does a channel have less room \
                     than `limits.room`?"
                ),
            )
            .check(move || at_both_ends(room, documents));
    }
}

#[test]
fn what_waits_in_memory_is_bounded() {
    for room in [0, 1, 2] {
        let most = at_most(room);
        // One more than fit in. So a bounded pipeline must stand still, in every execution: the first one shows it.
        let report = Explorer::new()
            .max_executions(1)
            .explore(move || at_both_ends(room, most + 1));
        if let Some(failure) = report
            .failure()
            .filter(|failure| failure.kind() != FailureKind::Deadlock)
        {
            panic!("{failure}");
        }
        let stands_still = report.failure().is_some();
        assert!(
            stands_still,
            "`room` is {room}, and document {} was read before the first file was written: at most {most} \
             can be in memory when each of three channels has room for {room}, and each of four stages has \
             one in its hands. Somewhere more is kept waiting than `room` allows, so a slow writer fills the \
             memory",
            most + 1
        );
    }
}

#[test]
fn real_text_becomes_an_index_that_can_be_searched() {
    // The paragraphs of this exercise's statement, each a document; and one that is not there.
    let statement = include_str!("../../README.md").replace("\r\n", "\n");
    let paragraphs: Vec<_> = statement.split("\n\n").collect();
    let folder = tempfile::tempdir().unwrap();
    let mut paths = vec![];
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let path = folder.path().join(format!("paragraph-{number}"));
        std::fs::write(&path, paragraph).unwrap();
        paths.push(path);
    }
    paths.push(folder.path().join("not-there"));
    let limits = Limits {
        room: 2,
        enough: 100,
    };

    // A pipeline that waits for ever would keep a real thread waiting. So it is explored first, in one execution.
    let (explored, target) = (paths.clone(), folder.path().to_owned());
    let report = Explorer::new()
        .max_executions(1)
        .max_steps(100_000)
        .explore(move || {
            let disk = Arc::new(Folder::new(&target));
            subject::run(explored.clone(), limits, disk);
        });
    if let Some(failure) = report.failure() {
        panic!("with real text, `room` = 2 and `enough` = 100:\n{failure}");
    }

    let report = subject::run(paths.clone(), limits, Arc::new(Folder::new(folder.path())));
    let index = report.index.expect("all files can be written");
    let unread: Vec<_> = report.unread.iter().map(|(path, _)| path).collect();
    assert_eq!(
        unread,
        [&paths[paragraphs.len()]],
        "one document is not there"
    );
    for word in ["the", "Stage", "backpressure", "receiver", "zebra"] {
        let expected: Vec<_> = (0..)
            .zip(&paragraphs)
            .map(|(document, text)| Posting {
                document,
                times: words(text)
                    .filter(|other| other.to_lowercase() == word.to_lowercase())
                    .count() as u32,
            })
            .filter(|posting| posting.times > 0)
            .collect();
        assert_eq!(
            search(&index, word).unwrap(),
            expected,
            "where {word:?} is, in the file that was made of the paragraphs of README.md"
        );
    }
}
