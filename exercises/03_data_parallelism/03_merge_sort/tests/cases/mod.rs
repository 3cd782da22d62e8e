//! What `merge_sort` must do.
//!
//! `compare` is a closure of the check. It proves that workers are in it at once, by waiting for
//! them; and it sees the tasks that were made, by asking rayon whether the worker that calls it has
//! any in its queue. In a pool of one worker nobody steals them, so none escapes.

use std::cmp::{Ordering, Reverse};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use native_checks::workers::at_once;
use rayon::ThreadPoolBuilder;

use crate::subject::merge_sort;

/// Some numbers below `bound`, the same in each run (a linear congruential generator).
fn numbers(count: usize, bound: u64) -> Vec<u64> {
    let mut state = 2026_u64;
    (0..count)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound
        })
        .collect()
}

#[test]
fn lists_are_sorted() {
    for count in [0, 1, 2, 3, 4, 7, 10, 100, 101, 1_000, 5_000] {
        for cut_off in [0, 1, 2, 3, 10, 100, 10_000] {
            let mut sorted = numbers(count, 1_000_000);
            let mut expected = sorted.clone();
            merge_sort(&mut sorted, cut_off, |a, b| a.cmp(b));
            expected.sort();
            assert!(
                sorted == expected,
                "{count} numbers with the cut-off {cut_off} are not in order, or not the numbers \
                 that were given"
            );
        }
    }
}

#[test]
fn the_order_is_that_of_compare() {
    let mut sorted = numbers(1_000, 1_000_000);
    let mut expected = sorted.clone();
    merge_sort(&mut sorted, 10, |a, b| b.cmp(a));
    expected.sort_by_key(|number| Reverse(*number));
    assert!(
        sorted == expected,
        "with `|a, b| b.cmp(a)` the largest number goes first"
    );
}

#[test]
fn equal_items_keep_their_order() {
    for (count, cut_off) in [(10, 1), (500, 1), (500, 100), (500, 500), (3_000, 1_000)] {
        let mut sorted: Vec<(u64, usize)> = numbers(count, 5)
            .into_iter()
            .enumerate()
            .map(|(index, key)| (key, index))
            .collect();
        merge_sort(&mut sorted, cut_off, |a, b| a.0.cmp(&b.0));
        let turned_round = sorted.windows(2).find(|pair| pair[0] > pair[1]);
        assert_eq!(
            turned_round, None,
            "two neighbours (key, place in the list before) of {count} sorted ones with the \
             cut-off {cut_off}: equal items must keep their order. Which of two equal items does \
             the merge take first, and is the sort below the cut-off a stable one?"
        );
    }
}

#[test]
fn both_halves_are_sorted_at_once() {
    met(2, 200, 100);
}

#[test]
fn all_quarters_are_sorted_at_once() {
    met(4, 400, 100);
}

/// A half belongs to one worker until it is in order, so the quarters of both halves can be merged at the same time. Items of two
/// quarters of the same half meet in the merge of that half, and nowhere else.
#[test]
fn the_halves_are_merged_at_once_too() {
    let (count, cut_off) = (400, 100);
    let mut sorted: Vec<(u64, usize)> = numbers(count, 1_000_000)
        .into_iter()
        .enumerate()
        .map(|(index, key)| (key, index))
        .collect();
    at_once(2, |meeting| {
        merge_sort(&mut sorted, cut_off, |a, b| {
            let quarter = |item: &(u64, usize)| item.1 * 4 / count;
            let (a_quarter, b_quarter) = (quarter(a), quarter(b));
            if a_quarter != b_quarter && a_quarter / 2 == b_quarter / 2 {
                meeting.meet();
            }
            a.0.cmp(&b.0)
        });
    })
    .unwrap_or_else(|why| {
        panic!(
            "`merge_sort` of {count} items with the cut-off {cut_off}, by 2 workers: a half whose two quarters \
             are in order is merged while the other one waits: {why}. Each half is sorted by these rules, and \
             that includes its merging"
        )
    });
}

fn met(workers: usize, count: usize, cut_off: usize) {
    let mut sorted = numbers(count, 1_000_000);
    let mut expected = sorted.clone();
    at_once(workers, |meeting| {
        merge_sort(&mut sorted, cut_off, |a, b| {
            meeting.meet();
            a.cmp(b)
        });
    })
    .unwrap_or_else(|why| {
        panic!(
            "`merge_sort` of {count} items with the cut-off {cut_off} does not keep {workers} \
             workers at work at once: {why}"
        )
    });
    expected.sort();
    assert!(sorted == expected, "{count} numbers are not in order");
}

#[test]
fn a_list_as_long_as_the_cut_off_is_not_forked() {
    for cut_off in [2, 10, 100] {
        let waiting = waiting(cut_off, cut_off, 1);
        assert!(
            !(waiting.inside[0] || waiting.between),
            "while {cut_off} items were sorted with the cut-off {cut_off}, a task was waiting in \
             the worker's queue: so few items are to be sorted without a fork"
        );
    }
}

#[test]
fn forking_ends_at_the_cut_off() {
    for cut_off in [10, 100, 1_000] {
        let waiting = waiting(2 * cut_off, cut_off, 2);
        assert!(
            waiting.inside != [true, true],
            "of {} items with the cut-off {cut_off}, tasks were waiting while the left half was \
             sorted, and while the right half was: the halves are no longer than the cut-off, and \
             were forked again. Does the recursion go below the cut-off?",
            2 * cut_off
        );
        assert!(
            waiting.inside.contains(&true),
            "{} items with the cut-off {cut_off} were sorted without a fork",
            2 * cut_off
        );
    }
}

#[test]
fn each_half_is_forked_down_to_the_cut_off() {
    let (parts, cut_off) = (32, 10);
    let waiting = waiting(parts * cut_off, cut_off, parts);
    // Who sorts one part has left the task of its neighbour, or of a half further up, waiting. Only the last has not.
    let without = waiting.inside.iter().filter(|waiting| !**waiting).count();
    assert!(
        without <= 1,
        "of {} items with the cut-off {cut_off}, {without} of {parts} parts of that length were sorted \
         while no task was waiting, and that may be the last one only. Does the recursion end before \
         the cut-off? Each half is sorted by the same rules, however many workers there are",
        parts * cut_off
    );
}

/// Where tasks were waiting while items were compared.
#[derive(Debug)]
struct Waiting {
    /// For each part of the list: while two of its items were compared.
    inside: Vec<bool>,
    /// While items of different parts were.
    between: bool,
}

/// Sorts in a pool of one worker, and looks at the list in so many equal parts.
fn waiting(count: usize, cut_off: usize, parts: usize) -> Waiting {
    let inside: Vec<AtomicBool> = (0..parts).map(|_| AtomicBool::new(false)).collect();
    let between = AtomicBool::new(false);
    let mut items: Vec<(u64, usize)> = numbers(count, 1_000_000)
        .into_iter()
        .enumerate()
        .map(|(index, key)| (key, index))
        .collect();
    let pool = ThreadPoolBuilder::new().num_threads(1).build();
    let pool = pool.expect("the system starts the pool's thread");
    let compare = |a: &(u64, usize), b: &(u64, usize)| -> Ordering {
        if pool.current_thread_has_pending_tasks() == Some(true) {
            let part = |item: &(u64, usize)| item.1 * parts / count;
            let seen = if part(a) == part(b) {
                &inside[part(a)]
            } else {
                &between
            };
            seen.store(true, Relaxed);
        }
        a.0.cmp(&b.0)
    };
    pool.install(|| merge_sort(&mut items, cut_off, compare));
    Waiting {
        inside: inside.into_iter().map(AtomicBool::into_inner).collect(),
        between: between.into_inner(),
    }
}
