//! What `map_chunks` and `change_each` must do, in every execution.

use crate::subject::{change_each, map_chunks};
use std as interleave;
use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex, OnceLock};
use std::thread;

use interleave::{Explorer, FailureKind};

/// An item that cannot be cloned, and borrows what it shows.
struct Word<'a>(&'a str);

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "Nothing in this test waits for another thread but `join` and your own locks and \
         channels. Who waits for whom?",
    )
}

/// What `map_chunks` does with `length` items for `workers` workers: the chunks as its results say.
fn chunks_of(length: usize, workers: usize) -> Vec<Vec<String>> {
    let texts: Vec<String> = (0..length).map(|i| format!("w{i}")).collect();
    let words: Vec<Word<'_>> = texts.iter().map(|text| Word(text)).collect();
    // One for each item: workers that do not meet in a counter have fewer orders.
    let calls: Vec<AtomicUsize> = (0..length).map(|_| AtomicUsize::new(0)).collect();
    let chunks: Vec<Vec<String>> = panic::catch_unwind(AssertUnwindSafe(|| {
        map_chunks(&words, workers, |chunk| {
            for word in chunk {
                let number: usize = word.0[1..].parse().unwrap();
                calls[number].fetch_add(1, Ordering::Relaxed);
            }
            chunk.iter().map(|word| word.0.to_string()).collect()
        })
    }))
    .unwrap_or_else(|_| {
        panic!(
            "`map_chunks` panicked: a slice of length {length}, {workers} workers. How long is a \
             chunk then? `chunks` does not accept a length of 0"
        )
    });
    let calls: Vec<usize> = calls.into_iter().map(AtomicUsize::into_inner).collect();
    assert!(
        calls.iter().all(|calls| *calls <= 1),
        "`work` must be called once with each chunk, and each item was in so many of its chunks: {calls:?}"
    );
    chunks
}

fn check_chunks(length: usize, workers: usize) {
    explorer().check(move || {
        let chunks = chunks_of(length, workers);
        let all: Vec<String> = (0..length).map(|i| format!("w{i}")).collect();
        assert_eq!(
            chunks.concat(),
            all,
            "the chunks of {length} items for {workers} workers, one after the other, must be the \
             slice, whichever thread is done first: {chunks:?}"
        );
        assert!(
            chunks.len() <= workers,
            "{length} items for {workers} workers were cut into {} chunks: {chunks:?}. A length \
             that is rounded down leaves a rest, and the rest is a chunk too many",
            chunks.len()
        );
        let longest = length.div_ceil(workers);
        assert!(
            chunks
                .iter()
                .all(|chunk| !chunk.is_empty() && chunk.len() <= longest),
            "a chunk of {length} items for {workers} workers is empty, or has more than {longest} \
             items: {chunks:?}"
        );
    });
}

#[test]
fn the_results_are_in_order() {
    check_chunks(6, 3);
}

#[test]
fn a_rest_is_no_chunk_too_many() {
    check_chunks(5, 2);
    check_chunks(4, 3);
}

#[test]
fn there_may_be_fewer_items_than_workers() {
    check_chunks(1, 2);
    check_chunks(2, 3);
    check_chunks(0, 2);
}

/// The lengths of the chunks of `length` items. Known, and over, when all the chunks are in work: no call of `work` returns, and
/// so there are few executions, even with many workers.
fn lengths_of_chunks(length: usize, workers: usize) -> Vec<usize> {
    let in_work: Arc<Vec<OnceLock<usize>>> =
        Arc::new((0..length).map(|_| OnceLock::new()).collect());
    let from_here = Arc::clone(&in_work);
    thread::spawn(move || {
        let numbers: Vec<usize> = (0..length).collect();
        map_chunks(&numbers, workers, |chunk| {
            from_here[chunk[0]].get_or_init(|| chunk.len());
            OnceLock::<()>::new().wait();
        });
    });
    let mut lengths: Vec<usize> = Vec::new();
    while let Some(next) = in_work.get(lengths.iter().sum::<usize>()) {
        lengths.push(*next.wait());
    }
    lengths
}

fn check_lengths(length: usize, workers: usize) {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test no call of `work` returns, and main waits until it has been called with all \
             chunks. Some calls never begin. Is a thread joined before the next one is spawned (an \
             iterator is lazy), does one thread do it all, or is `work` called under a lock?",
        )
        .check(move || {
            let lengths = lengths_of_chunks(length, workers);
            let longest = length.div_ceil(workers);
            assert!(
                lengths.len() <= workers && lengths.iter().all(|chunk| *chunk <= longest),
                "{length} items for {workers} workers are in chunks of these lengths: {lengths:?}. There may \
                 be {workers} chunks, and none may have more than {longest} items. Where a slice is cut in two, \
                 for how many workers is each half?"
            );
        });
}

#[test]
fn all_chunks_are_in_work_at_the_same_time() {
    check_lengths(3, 3);
}

#[test]
fn no_chunk_is_longer_than_it_has_to_be() {
    check_lengths(7, 4);
    check_lengths(9, 5);
}

#[test]
fn each_item_is_changed_once() {
    for (length, workers) in [(2, 2), (3, 2), (5, 2), (1, 2), (0, 2), (2, 3)] {
        explorer().check(move || {
            let numbers: Vec<usize> = (0..length).collect();
            let mut pairs: Vec<(&usize, usize)> = numbers.iter().map(|n| (n, 0)).collect();
            let changed = panic::catch_unwind(AssertUnwindSafe(|| {
                change_each(&mut pairs, workers, |(number, changes)| {
                    *changes += **number + 1;
                });
            }));
            assert!(
                changed.is_ok(),
                "`change_each` panicked: a slice of length {length}, {workers} workers. How long is a \
                 chunk then? `chunks_mut` does not accept a length of 0"
            );
            let changes: Vec<usize> = pairs.into_iter().map(|(_, changes)| changes).collect();
            let expected: Vec<usize> = (1..=length).collect();
            assert_eq!(
                changes, expected,
                "{length} items for {workers} workers: `change` adds 1 to the first item, 2 to the \
                 second, and so on; each item must be changed once, the last ones too, when \
                 `change_each` returns"
            );
        });
    }
}

#[test]
fn items_of_different_chunks_change_at_the_same_time() {
    for workers in [2, 3] {
        Explorer::new()
            .on(
                FailureKind::Deadlock,
                "In this test there are as many items as workers, and `change` returns only when it \
                 has been called with all of them, one of each chunk. Some calls never begin. Does one \
                 thread do it all, is a thread joined before the next one is spawned, or are there \
                 fewer chunks than `workers` allows? Is `change` called under a lock? Parts that do not \
                 overlap need no lock.",
            )
            .check(move || {
                let mut items = vec![1; workers];
                let all_at_work = Barrier::new(workers);
                change_each(&mut items, workers, |item| {
                    all_at_work.wait();
                    *item += 1;
                });
            });
    }
}

#[test]
fn no_more_threads_than_workers() {
    for (length, workers) in [(2, 1), (3, 2)] {
        explorer().check(move || {
            let callers = Arc::new(Mutex::new(HashSet::new()));
            let calls = AtomicUsize::new(0);
            let mut items = vec![1; length];
            change_each(&mut items, workers, |_| {
                calls.fetch_add(1, Ordering::SeqCst);
                callers.lock().unwrap().insert(thread::current().id());
            });
            assert_eq!(
                calls.into_inner(),
                length,
                "there are {length} items, and `change` must be called once with each"
            );
            let threads = callers.lock().unwrap().len();
            assert!(
                threads <= workers,
                "`change` was called on {threads} threads, and `workers` was {workers}: a thread \
                 takes a chunk, not an item, and `workers` says how many chunks there may be"
            );
        });
    }
}
