//! What `RunningMax` must do, in every execution.

use crate::subject::RunningMax;
use std as interleave;
use std::sync::Arc;
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when nothing moves any more.
fn explorer() -> Explorer {
    Explorer::new()
        .on(
            FailureKind::Livelock,
            "A loop in your code goes round for ever. Does it try again with the value that it \
             saw first, although the maximum is another by now?",
        )
        .on(
            FailureKind::Deadlock,
            "Nothing in this test waits for another thread but `join` and your own locks.",
        )
}

/// Each value is recorded by a thread of its own, the last one by this thread. Returns the answers, in the order
/// of the values.
fn recorded(max: &Arc<RunningMax>, values: &[u32]) -> Vec<bool> {
    let (last, others) = values.split_last().unwrap();
    let others: Vec<_> = others
        .iter()
        .map(|value| {
            let (max, value) = (Arc::clone(max), *value);
            thread::spawn(move || max.record(value))
        })
        .collect();
    let mine = max.record(*last);
    let mut answers: Vec<_> = others
        .into_iter()
        .map(|other| match other.join() {
            Ok(answer) => answer,
            Err(payload) => std::panic::resume_unwind(payload),
        })
        .collect();
    answers.push(mine);
    answers
}

#[test]
fn one_thread_records() {
    explorer().check(|| {
        let max = RunningMax::new();
        assert_eq!(max.get(), None, "nothing was recorded yet");
        assert!(max.record(5), "5 is a record: it is the first value");
        assert!(!max.record(3), "3 is no record after 5");
        assert!(!max.record(5), "5 is no record after 5: it is not greater");
        assert_eq!(max.get(), Some(5), "the greatest of 5, 3, 5");
        assert!(max.record(6), "6 is a record after 5");
        assert_eq!(max.get(), Some(6), "the greatest of 5, 3, 5, 6");
    });
}

#[test]
fn the_least_and_the_greatest_number_can_be_recorded() {
    explorer().check(|| {
        let max = RunningMax::new();
        assert!(
            max.record(0),
            "0 is a record when nothing was recorded: no value may stand for \"nothing yet\""
        );
        assert_eq!(max.get(), Some(0), "0 was recorded");
        assert!(max.record(u32::MAX), "`u32::MAX` is a record after 0");
        assert_eq!(max.get(), Some(u32::MAX), "`u32::MAX` was recorded");
    });
}

#[test]
fn the_greatest_of_two_stays() {
    explorer().check(|| {
        let max = Arc::new(RunningMax::new());
        let answers = recorded(&max, &[5, 3]);
        assert!(
            answers[0],
            "two threads recorded 5 and 3, and the one with 5 was told that it is no record"
        );
        assert_eq!(
            max.get(),
            Some(5),
            "the greatest is lost: two threads recorded 5 and 3. Was the comparison still true \
             when the value was written?"
        );
    });
}

#[test]
fn the_greatest_of_three_stays() {
    explorer().check(|| {
        let max = Arc::new(RunningMax::new());
        let answers = recorded(&max, &[2, 3, 1]);
        assert_eq!(
            max.get(),
            Some(3),
            "the greatest is lost: three threads recorded 1, 2 and 3"
        );
        assert!(
            answers[1],
            "three threads recorded 1, 2 and 3, and the one with 3 was told that it is no record"
        );
    });
}

#[test]
fn one_of_two_equal_values_is_the_record() {
    explorer().check(|| {
        let max = Arc::new(RunningMax::new());
        let answers = recorded(&max, &[5, 5]);
        let records = answers.iter().filter(|answer| **answer).count();
        assert_eq!(
            records, 1,
            "two threads recorded 5, and {records} were told that it is a record: the answer and \
             the write come from different moments"
        );
    });
}

#[test]
fn the_maximum_never_goes_back() {
    explorer().check(|| {
        let max = Arc::new(RunningMax::new());
        max.record(5);
        let other = {
            let max = Arc::clone(&max);
            thread::spawn(move || max.record(3))
        };
        let seen = max.get();
        assert_eq!(
            seen,
            Some(5),
            "the maximum went back: this thread has recorded 5, another one is recording 3"
        );
        if let Err(payload) = other.join() {
            std::panic::resume_unwind(payload);
        }
        assert_eq!(max.get(), Some(5), "the greatest of 5 and 3");
    });
}

#[test]
fn what_is_seen_was_recorded() {
    explorer().check(|| {
        let max = Arc::new(RunningMax::new());
        let other = {
            let max = Arc::clone(&max);
            thread::spawn(move || {
                max.record(5);
                max.record(7);
            })
        };
        let (before, after) = (max.get(), max.get());
        for seen in [before, after] {
            assert!(
                matches!(seen, None | Some(5) | Some(7)),
                "`get` returned {seen:?}, and only 5 and 7 are recorded in this test: was one \
                 part of a record seen without the other?"
            );
        }
        assert!(
            before <= after,
            "the maximum went back from {before:?} to {after:?}"
        );
        if let Err(payload) = other.join() {
            std::panic::resume_unwind(payload);
        }
    });
}
