//! What `merge` must do, in every execution.

use crate::subject;
use std as interleave;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::thread::{self, ThreadId};

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when the threads wait for each other.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "A receiver waits as long as there is a sender. If it waits although all sources have \
         ended, ask who still owns a sender: the one that the others were cloned from counts, \
         too.",
    )
}

/// A source made of a closure, so that one test can have sources that do different things.
type Source<T> = Box<dyn Iterator<Item = T> + Send>;

/// Calls `merge`, and names the mistake when it panics.
fn merge<I, F>(sources: Vec<I>, each: F) -> usize
where
    I: Iterator + Send + 'static,
    I::Item: Send + 'static,
    F: FnMut(I::Item),
{
    panic::catch_unwind(AssertUnwindSafe(|| subject::merge(sources, each))).unwrap_or_else(|_| {
        panic!(
            "`merge` panicked, though `each` did not. A source may panic: that ends the source, \
             and nothing else. `join` hands its panic over as an `Err`"
        )
    })
}

/// What `merge` passes on from these sources, and the number that it returns.
fn merged(sources: Vec<Source<u32>>) -> (Vec<u32>, usize) {
    let mut seen = Vec::new();
    let count = merge(sources, |item| seen.push(item));
    (seen, count)
}

#[test]
fn every_item_is_passed_on_once() {
    explorer().check(|| {
        let (mut seen, count) = merged(vec![Box::new(1..=1), Box::new(11..=11)]);
        seen.sort_unstable();
        assert_eq!(
            seen,
            [1, 11],
            "one source makes 1, another one makes 11, and `each` must see both (left: what it saw, \
             sorted)"
        );
        assert_eq!(count, 2, "`each` saw two items, and `merge` must say so");
    });
}

#[test]
fn the_items_of_one_source_come_in_their_order() {
    explorer().check(|| {
        let (seen, count) = merged(vec![Box::new(1..=2), Box::new(0..0)]);
        assert_eq!(
            (seen.as_slice(), count),
            ([1, 2].as_slice(), 2),
            "one source makes 1 and 2, another one makes nothing, and `each` must see both items, \
             in this order (left: what it saw, and the count)"
        );
    });
}

#[test]
fn three_sources_are_merged_too() {
    explorer().check(|| {
        let (seen, count) = merged(vec![Box::new(0..0), Box::new(0..0), Box::new(3..=3)]);
        assert_eq!(
            (seen.as_slice(), count),
            ([3].as_slice(), 1),
            "of three sources the first two made nothing, and the third a 3 (left: what `each` \
             saw, and the count)"
        );
    });
}

#[test]
fn no_source_is_no_reason_to_wait() {
    explorer().check(|| {
        assert_eq!(
            merged(Vec::new()),
            (Vec::new(), 0),
            "there was no source (left: what `each` saw, and the count)"
        );
    });
}

#[test]
fn an_empty_source_is_no_reason_to_wait() {
    explorer().check(|| {
        assert_eq!(
            merged(vec![Box::new(0..0), Box::new(5..=5)]),
            (vec![5], 1),
            "one source made nothing, one made a 5 (left: what `each` saw, and the count)"
        );
    });
}

/// Two sources, of which the one at `waiting` makes its item only when `each` has seen the item of
/// the other one.
fn one_waits_for_the_item_of_the_other(waiting: usize) {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test one source makes its item only when `each` has seen the item of the \
             other one. That item was made, and was held back. Does `merge` receive from one \
             source after the other? Does it join a thread before it receives? Or make all \
             items on one thread?",
        )
        .check(move || {
            let seen = Arc::new(Barrier::new(2));
            let waits = Arc::clone(&seen);
            let mut sources: Vec<Source<u32>> = vec![
                Box::new((0..1).inspect(move |_| {
                    waits.wait();
                })),
                Box::new(1..2),
            ];
            if waiting == 1 {
                sources.reverse();
            }
            merge(sources, |item| {
                if item == 1 {
                    seen.wait();
                }
            });
        });
}

#[test]
fn the_first_source_may_be_the_slow_one() {
    one_waits_for_the_item_of_the_other(0);
}

#[test]
fn the_second_source_may_be_the_slow_one() {
    one_waits_for_the_item_of_the_other(1);
}

#[test]
fn all_sources_are_at_work_at_the_same_time() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test each source waits, while it makes its first item, until the other one \
             is at work, too. It waits for a source that has not begun: is there one thread for \
             all of them, or is a thread joined before the next one is spawned?",
        )
        .check(|| {
            let at_work = Arc::new(Barrier::new(2));
            let sources = [1, 2].map(|item| {
                let at_work = Arc::clone(&at_work);
                (item..=item).inspect(move |_| {
                    at_work.wait();
                })
            });
            merge(sources.into(), |_| ());
        });
}

#[test]
fn a_source_that_panics_has_ended() {
    explorer()
        .on(
            FailureKind::Deadlock,
            "In this test a source panics in the middle. It will never say that it has ended, \
             and it need not: a thread that panics drops what it owns, its sender included.",
        )
        .check(|| {
            let (mut seen, count) = merged(vec![
                Box::new((1..=2).inspect(|&item| {
                    assert!(item < 2, "the station is on fire");
                })),
                Box::new(11..=11),
            ]);
            seen.sort_unstable();
            assert_eq!(
                (seen.as_slice(), count),
                ([1, 11].as_slice(), 2),
                "one source made 1 and then panicked, the other one made 11: both must be passed \
                 on (left: what `each` saw, sorted, and the count)"
            );
        });
}

/// A source of one item that says on which thread it was iterated over, and counts that it is gone.
struct Watched {
    left: Option<()>,
    gone: Arc<AtomicUsize>,
}

impl Iterator for Watched {
    type Item = ThreadId;

    fn next(&mut self) -> Option<ThreadId> {
        self.left.take().map(|()| thread::current().id())
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.gone.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn the_threads_are_those_of_the_rules_and_have_ended() {
    explorer().check(|| {
        let caller = thread::current().id();
        let gone = Arc::new(AtomicUsize::new(0));
        let sources = (0..2)
            .map(|_| Watched {
                left: Some(()),
                gone: Arc::clone(&gone),
            })
            .collect::<Vec<_>>();
        let mut makers = Vec::new();
        let mut callers = Vec::new();
        merge(sources, |maker| {
            callers.push(thread::current().id());
            makers.push(maker);
        });
        assert_eq!(
            callers,
            [caller, caller],
            "`each` must be called on the thread that called `merge`, here twice (left: the \
             threads it was called on)"
        );
        assert_eq!(
            gone.load(Ordering::SeqCst),
            2,
            "`merge` has returned, and not all sources have been dropped (left: how many): \
             their threads have not ended"
        );
        assert!(
            !makers.contains(&caller),
            "a source was iterated over on the thread that called `merge`: each has a new one"
        );
        assert_ne!(
            makers[0], makers[1],
            "two sources were iterated over on the same thread"
        );
    });
}
