//! What `dinner` must do, in every execution.
//!
//! `std` is the checker here: it looks like the standard library, and explores.

use crate::subject::dinner;
use std as interleave;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};

use interleave::{Explorer, FailureKind};

#[test]
fn both_dishes_are_counted() {
    interleave::check(|| {
        let dishes = dinner(|| {});
        assert_eq!(
            dishes, 2,
            "dinner was served too early: the dishes were counted while a cook was still at work"
        );
    });
}

#[test]
fn both_cooks_count_in_the_same_place() {
    let answers = interleave::outcomes(|| dinner(|| {}));
    assert!(
        answers.contains(&2),
        "in no execution does `dinner` say 2 (it says {answers:?}): do both cooks count in the \
         same place, or does one of them count in a copy?"
    );
}

#[test]
fn each_dinner_is_counted_afresh() {
    let answers = interleave::outcomes(|| {
        dinner(|| {});
        dinner(|| {})
    });
    assert!(
        answers.contains(&2),
        "in no execution does a second `dinner` say 2 (it says {answers:?}): are the dishes of the \
         first counted again? A `static` keeps its number when `dinner` returns"
    );
}

#[test]
fn nobody_cooks_when_dinner_is_served() {
    interleave::check(|| {
        static COOKED: AtomicU32 = AtomicU32::new(0);
        dinner(|| {
            COOKED.fetch_add(1, Ordering::SeqCst);
        });
        assert_eq!(
            COOKED.load(Ordering::SeqCst),
            2,
            "two calls of `cook` must have returned when `dinner` returns: wait for the thread, \
             do not guess"
        );
    });
}

#[test]
fn both_cooks_work_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test a cook goes on only when two cooks are at work. One waits for a \
             second cook who never comes: the two calls of `cook` follow one another instead of \
             running on two threads at the same time.",
        )
        .check(|| {
            static BOTH_AT_WORK: Barrier = Barrier::new(2);
            dinner(|| {
                BOTH_AT_WORK.wait();
            });
        });
}
