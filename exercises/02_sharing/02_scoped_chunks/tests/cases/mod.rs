//! What `map_chunks` and `change_each` must do, in every execution.

use crate::subject::{change_each, map_chunks};
use std as interleave;
use std::collections::HashSet;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
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
    let calls = AtomicUsize::new(0);
    let chunks: Vec<Vec<String>> = panic::catch_unwind(AssertUnwindSafe(|| {
        map_chunks(&words, workers, |chunk| {
            calls.fetch_add(1, Ordering::Relaxed);
            chunk.iter().map(|word| word.0.to_string()).collect()
        })
    }))
    .unwrap_or_else(|_| {
        panic!(
            "`map_chunks` panicked: a slice of length {length}, {workers} workers. How long is a \
             chunk then? `chunks` does not accept a length of 0"
        )
    });
    assert_eq!(
        calls.into_inner(),
        chunks.len(),
        "`work` must be called once with each chunk (left: the calls, right: the results)"
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

#[test]
fn all_chunks_are_in_work_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test `work` returns only when it has been called with all three chunks, and \
             some calls never begin. Is a thread joined before the next one is spawned (an \
             iterator is lazy), does one thread do it all, or is `work` called under a lock?",
        )
        .check(|| {
            let words = [Word("saw"), Word("file"), Word("plane")];
            let all_at_work = Barrier::new(3);
            map_chunks(&words, 3, |_| {
                all_at_work.wait();
            });
        });
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
