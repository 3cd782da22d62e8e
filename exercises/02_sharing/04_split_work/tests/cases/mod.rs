//! What `split` and `process_files` must do, in every execution.

use crate::subject::{Report, process_files, split};
use std as interleave;
use std::cell::Cell;
use std::collections::HashMap;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread::{self, ThreadId};

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "Nothing in this test waits for another thread but `join` and your own locks and \
         channels. Who waits for whom?",
    )
}

/// Files named after what comes of them: "7" is 7, and what is no number fails.
fn files(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

fn process(file: &str) -> io::Result<u64> {
    file.parse()
        .map_err(|_| io::Error::other(format!("cannot read {file}")))
}

/// Calls `process_files`, and says what it probably means when it panics.
fn run<F>(names: &[&str], workers: usize, process: F) -> Report
where
    F: Fn(&str) -> io::Result<u64> + Send + Sync + 'static,
{
    let files = files(names);
    panic::catch_unwind(AssertUnwindSafe(|| process_files(files, workers, process))).unwrap_or_else(
        |_| {
            panic!(
                "`process_files` panicked with the files {names:?} and {workers} workers, though \
                 `process` did not. Is an error unwrapped somewhere, or a length zero?"
            )
        },
    )
}

/// The failed files and their errors, as text.
fn failed(report: &Report) -> Vec<String> {
    report
        .failed
        .iter()
        .map(|(file, error)| format!("{file}: {error}"))
        .collect()
}

#[test]
fn a_split_is_near_even() {
    for count in 1..=12 {
        for parts in 1..=count {
            check_split(count, parts);
        }
    }
}

fn check_split(count: usize, parts: usize) {
    let whole: Vec<usize> = (0..count).collect();
    let split = split(whole.clone(), parts);
    assert_eq!(
        split.concat(),
        whole,
        "the parts, one after the other, must be the list: {count} items in {parts} parts are \
         {split:?}"
    );
    assert_eq!(
        split.len(),
        parts,
        "{count} items in {parts} parts are {split:?}. A length that is rounded up leaves a \
         worker without work, and one that is rounded down makes a part too many"
    );
    let lengths: Vec<usize> = split.iter().map(Vec::len).collect();
    let (longest, shortest) = (lengths.iter().max(), lengths.iter().min());
    assert!(
        longest.unwrap() - shortest.unwrap() <= 1,
        "the lengths of parts must differ by one at most: {count} items in {parts} parts have \
         the lengths {lengths:?}. What is left over is shared out, and does not go to one part. \
         Where a list is cut in two, for how many parts is each half?"
    );
}

#[test]
fn there_may_be_fewer_items_than_parts() {
    for (count, parts) in [(2, 3), (1, 4), (0, 2)] {
        let split = panic::catch_unwind(move || split((0..count).collect(), parts));
        let split = split.unwrap_or_else(|_| {
            panic!("`split` panicked with {count} items and {parts} parts: what is `len / parts`?")
        });
        let one_each: Vec<Vec<i32>> = (0..count).map(|item| vec![item]).collect();
        assert_eq!(
            split, one_each,
            "{count} items in {parts} parts must be {count} parts of one item each: no part is \
             empty"
        );
    }
}

#[test]
fn the_numbers_are_added_up() {
    explorer().check(|| {
        let report = run(&["1", "20", "300"], 2, process);
        assert_eq!(
            report.total, 321,
            "three files were processed, by two workers, and gave 1, 20 and 300"
        );
        assert!(
            report.failed.is_empty(),
            "no file failed: {:?}",
            failed(&report)
        );
    });
}

#[test]
fn the_rest_of_a_part_is_processed_after_an_error() {
    explorer().check(|| {
        const FILES: [&str; 4] = ["torn", "20", "300", "4000"];
        // One count for each file: workers that do not meet in a log have fewer orders.
        let called: Arc<[AtomicUsize; 4]> = Arc::default();
        let calls = Arc::clone(&called);
        let report = run(&FILES, 2, move |file| {
            let its = FILES.iter().position(|name| *name == file).unwrap();
            calls[its].fetch_add(1, Ordering::SeqCst);
            process(file)
        });
        assert_eq!(
            called.each_ref().map(|calls| calls.load(Ordering::SeqCst)),
            [1; 4],
            "how often `process` was called with each of the files {FILES:?}. \"torn\" fails, and the \
             other file of its part must be processed all the same: where does `?` return from?"
        );
        assert_eq!(
            report.total, 4320,
            "\"torn\" fails, and the others give 20, 300 and 4000"
        );
    });
}

#[test]
fn no_error_is_lost() {
    explorer().check(|| {
        let report = run(&["torn", "wet", "300", "gone"], 2, process);
        assert_eq!(
            failed(&report),
            [
                "torn: cannot read torn",
                "wet: cannot read wet",
                "gone: cannot read gone"
            ],
            "three files failed, two of them in one part; each must be in the report, with its \
             own error, in the order of the list, whichever worker is done first"
        );
        assert_eq!(
            report.total, 300,
            "one file could be processed, and gave 300"
        );
    });
}

#[test]
fn an_error_does_not_keep_the_caller_from_waiting() {
    explorer().check(|| {
        let finished = Arc::new(Mutex::new(0));
        let count = Arc::clone(&finished);
        run(&["torn", "20"], 2, move |file| {
            let result = process(file);
            *count.lock().unwrap() += 1;
            result
        });
        assert_eq!(
            *finished.lock().unwrap(),
            2,
            "`process_files` has returned, and not every call of `process` has: an error of one \
             worker is no reason not to join the others"
        );
    });
}

#[test]
fn all_parts_are_in_work_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test `process` returns only when all three parts are in work, and some never \
             begin. Is a worker joined before the next one is spawned, does one thread do it all, \
             or is `process` called under a lock?",
        )
        .check(|| {
            let all_at_work = Arc::new(Barrier::new(3));
            process_files(files(&["1", "2", "3"]), 3, move |file| {
                all_at_work.wait();
                process(file)
            });
        });
}

thread_local! {
    /// How many files this thread has processed.
    static PROCESSED: Cell<usize> = const { Cell::new(0) };
}

/// The files that each thread processes, in its order, with `process_files` and the files "0", "1", and so on.
fn parts_of(count: usize, workers: usize) -> HashMap<ThreadId, Vec<usize>> {
    let names: Vec<String> = (0..count).map(|file| file.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    // One log for each file: workers that do not meet in a log have fewer orders.
    let logs: Arc<Vec<Mutex<Vec<_>>>> = Arc::new((0..count).map(|_| Mutex::default()).collect());
    let seen = Arc::clone(&logs);
    run(&names, workers, move |file| {
        let number: usize = file.parse().unwrap();
        let call = (PROCESSED.replace(PROCESSED.get() + 1), number);
        seen[number]
            .lock()
            .unwrap()
            .push((thread::current().id(), call));
        process(file)
    });
    let mut parts: HashMap<ThreadId, Vec<(usize, usize)>> = HashMap::new();
    for (id, call) in logs.iter().flat_map(|log| log.lock().unwrap().clone()) {
        parts.entry(id).or_default().push(call);
    }
    parts
        .into_iter()
        .map(|(id, mut calls)| {
            calls.sort();
            (id, calls.into_iter().map(|(_, file)| file).collect())
        })
        .collect()
}

#[test]
fn each_worker_has_a_part_of_its_own() {
    for (count, workers) in [(3, 2), (4, 3)] {
        explorer().check(move || {
            let parts = parts_of(count, workers);
            assert!(
                !parts.contains_key(&thread::current().id()),
                "`process` was called on the thread that called `process_files`: each part has a new \
                 thread"
            );
            let mut parts: Vec<_> = parts.into_values().collect();
            parts.sort();
            let near_even = parts.iter().all(|part| part.len() <= 2);
            assert!(
                parts.len() == workers
                    && near_even
                    && parts.concat().iter().copied().eq(0..count),
                "the files 0 to {} for {workers} workers: the threads processed {parts:?}. Each has one \
                 part of the list, in order, and the parts are near-even: they are those that `split` \
                 makes",
                count - 1
            );
        });
    }
}

#[test]
fn there_may_be_fewer_files_than_workers() {
    explorer().check(|| {
        let report = run(&["torn"], 2, process);
        assert_eq!(
            (report.total, failed(&report)),
            (0, vec!["torn: cannot read torn".to_string()]),
            "one file and two workers"
        );
    });
    explorer().check(|| {
        let report = run(&[], 2, process);
        assert_eq!(
            (report.total, failed(&report)),
            (0, vec![]),
            "no files and two workers"
        );
    });
}

#[test]
fn each_report_begins_with_nothing() {
    explorer().check(|| {
        run(&["20", "torn"], 1, process);
        let report = run(&["300", "wet"], 1, process);
        assert_eq!(
            (report.total, failed(&report)),
            (300, vec!["wet: cannot read wet".to_string()]),
            "what was processed before, in another call of `process_files`, is in the report: a \
             `static` keeps its value from one call to the next"
        );
    });
}
