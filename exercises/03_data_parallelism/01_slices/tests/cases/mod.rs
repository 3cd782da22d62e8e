//! What `sum_of` and `combine` must do.
//!
//! That the workers run at once is proven by an `f` that all of them have to be in before it
//! returns.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

use native_checks::workers::at_once;

use crate::subject::{combine, sum_of};

const WORKERS: usize = 4;
const LENGTH: u64 = 10_000;

#[test]
fn squares_are_summed() {
    assert_eq!(sum_of(&[1, 2, 3], |n| n * n), 14, "1 + 4 + 9");
    assert_eq!(sum_of(&[], |n| n * n), 0, "the sum of no numbers");
    assert_eq!(sum_of(&[7], |n| n + 1), 8, "`f` is not always a square");
}

#[test]
fn slices_are_combined_in_order() {
    let mut out = [0; 3];
    combine(&[1, 2, 3], &[10, 20, 30], &mut out, |a, b| a + b);
    assert_eq!(out, [11, 22, 33], "[1, 2, 3] + [10, 20, 30]");
    combine(&[5, 6, 7], &[1, 2, 3], &mut out, |a, b| a - b);
    assert_eq!(
        out,
        [4, 4, 4],
        "[5, 6, 7] - [1, 2, 3]: `f` is not always a sum"
    );
    combine(&[], &[], &mut [], |a, b| a + b);
}

#[test]
fn every_worker_takes_part_in_the_sum() {
    let numbers: Vec<u64> = (1..=LENGTH).collect();
    for workers in [WORKERS, WORKERS + 3] {
        let sum = at_once(workers, |meeting| {
            sum_of(&numbers, |n| {
                meeting.meet();
                n
            })
        })
        .unwrap_or_else(|why| {
            panic!("`sum_of` does not keep {workers} workers at work at once: {why}")
        });
        assert_eq!(
            sum,
            LENGTH * (LENGTH + 1) / 2,
            "the sum of 1 to {LENGTH} by {workers} workers: is a total shared that two workers can \
             read before either of them writes?"
        );
    }
}

#[test]
fn every_worker_takes_part_in_the_combining() {
    let left: Vec<u64> = (0..LENGTH).collect();
    let right = vec![1; left.len()];
    for workers in [WORKERS, WORKERS + 3] {
        let mut out = vec![0; left.len()];
        at_once(workers, |meeting| {
            combine(&left, &right, &mut out, |a, b| {
                meeting.meet();
                a + b
            });
        })
        .unwrap_or_else(|why| {
            panic!("`combine` does not keep {workers} workers at work at once: {why}")
        });
        let wrong = (0..left.len()).find(|&i| out[i] != left[i] + right[i]);
        assert_eq!(
            wrong, None,
            "the first index at which `out` does not hold `f(left[i], right[i])`"
        );
    }
}

#[test]
fn every_element_is_visited_once() {
    let numbers: Vec<u64> = (0..LENGTH).collect();
    let calls: Vec<AtomicU32> = numbers.iter().map(|_| AtomicU32::new(0)).collect();
    let visit = |n: u64| calls[n as usize].fetch_add(1, Ordering::Relaxed);
    let not_once = |times: u32| {
        calls
            .iter()
            .position(|calls| calls.load(Ordering::Relaxed) != times)
    };

    sum_of(&numbers, |n| visit(n).into());
    assert_eq!(
        not_once(1),
        None,
        "the first index for which `sum_of` did not call `f` exactly once"
    );
    let mut out = vec![0; numbers.len()];
    combine(&numbers, &numbers, &mut out, |n, _| visit(n).into());
    assert_eq!(
        not_once(2),
        None,
        "the first index for which `combine` did not call `f` exactly once"
    );
}

#[test]
fn slices_of_different_lengths_are_refused() {
    for (left, right, out) in [(2, 3, 3), (3, 2, 3), (3, 3, 2), (0, 1, 1), (3, 4, 4)] {
        let mut output = vec![0; out];
        let combined = catch_unwind(AssertUnwindSafe(|| {
            combine(&vec![1; left], &vec![1; right], &mut output, |a, b| a + b);
        }));
        assert!(
            combined.is_err(),
            "`combine` accepted slices of the lengths {left}, {right} and {out}: `zip` stops at \
             the end of the shortest and says nothing, so compare the lengths first"
        );
    }
}
