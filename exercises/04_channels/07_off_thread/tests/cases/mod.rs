//! What `off_thread` and `errors_to` must do, in every execution.

use crate::subject::OffThreadExt;
use std as interleave;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Barrier};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when the threads wait for each other.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "Who waits for an item, or for room, although nobody will send or receive any more? A thread \
         that is joined must be able to end first: does somebody still hold its receiver?",
    )
}

/// Does `what`, and names the mistake when it panics.
fn without_panic<R>(what: impl FnOnce() -> R, meaning: &str) -> R {
    panic::catch_unwind(AssertUnwindSafe(what)).unwrap_or_else(|_| panic!("{meaning}"))
}

const NO_REASON: &str = "`off_thread`, `next` or `drop` panicked, though upstream did not. An `Err` of \
                         `send` or `recv` is no error here: it says that the other side has left";

#[test]
fn items_come_in_order_and_end() {
    explorer().check(|| {
        let (seen, after) = without_panic(
            || {
                let mut items = (1..=3).off_thread(1);
                (items.by_ref().collect::<Vec<_>>(), items.next())
            },
            NO_REASON,
        );
        assert_eq!(
            seen,
            [1, 2, 3],
            "upstream makes 1, 2 and 3, and then it ends"
        );
        assert_eq!(after, None, "what `next` returns after the end");
    });
}

#[test]
fn nothing_comes_of_nothing() {
    explorer().check(|| {
        assert_eq!(
            (0..0).off_thread(0).count(),
            0,
            "upstream makes no item, and so there is none"
        );
    });
}

#[test]
fn no_room_is_no_obstacle() {
    explorer().check(|| {
        let seen: Vec<_> = (1..=2).off_thread(0).collect();
        assert_eq!(seen, [1, 2], "upstream makes 1 and 2, and `room` is 0");
    });
}

#[test]
fn upstream_starts_at_once() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test upstream makes its first item together with the caller, who has not called \
             `next` yet. Does the thread start only at the first `next`, or does `off_thread` wait \
             for it?",
        )
        .check(|| {
            let both = Arc::new(Barrier::new(2));
            let upstream = Arc::clone(&both);
            let items = (1..=1)
                .inspect(move |_| {
                    upstream.wait();
                })
                .off_thread(1);
            both.wait();
            assert_eq!(items.last(), Some(1), "upstream makes a 1");
        });
}

#[test]
fn an_item_comes_as_soon_as_it_is_there() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test upstream makes its second item only when the first one has been given out. \
             Is the first one held back until all are there?",
        )
        .check(|| {
            let first_seen = Arc::new(Barrier::new(2));
            let gate = Arc::clone(&first_seen);
            let mut items = (1..=2)
                .inspect(move |&item| {
                    if item == 2 {
                        gate.wait();
                    }
                })
                .off_thread(1);
            assert_eq!(items.next(), Some(1), "the first item");
            first_seen.wait();
            assert_eq!(items.next(), Some(2), "the second item");
        });
}

#[test]
fn upstream_gets_ahead_by_the_room() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test nobody calls `next` until upstream has made as many items as there is room \
             for, and it makes fewer. Is the bound smaller than `room`?",
        )
        .check(|| {
            let full = Arc::new(Barrier::new(2));
            let gate = Arc::clone(&full);
            let items = (1..=2)
                .inspect(move |&item| {
                    if item == 2 {
                        gate.wait();
                    }
                })
                .off_thread(2);
            full.wait();
            assert_eq!(items.count(), 2, "upstream makes two items");
        });
}

#[test]
fn upstream_does_not_run_away() {
    explorer().check(|| {
        let made = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&made);
        let mut items = (1..=4)
            .inspect(move |_| {
                count.fetch_add(1, Ordering::SeqCst);
            })
            .off_thread(1);
        for taken in 1..=2 {
            items.next();
            let made = made.load(Ordering::SeqCst);
            assert!(
                made <= taken + 2,
                "`room` is 1, `next` has returned {taken} items, and upstream has made {made}. It \
                 may be ahead by 2: one in the room, one in its hand"
            );
        }
    });
}

#[test]
fn upstream_stops_when_nobody_wants_more() {
    explorer()
        .on(
            FailureKind::Deadlock,
            "In this test the iterator is dropped after its first item, and upstream is never \
             dropped. Does `drop` join the thread while the receiver is still there, so that the \
             thread waits for room? Or does somebody else keep the receiver?",
        )
        .check(|| {
            let (alive, dropped) = mpsc::channel::<()>();
            let made = Arc::new(AtomicUsize::new(0));
            let count = Arc::clone(&made);
            let mut items = (1..=4)
                .inspect(move |_| {
                    let _ = &alive;
                    count.fetch_add(1, Ordering::SeqCst);
                })
                .off_thread(0);
            let first = items.next();
            without_panic(|| drop(items), NO_REASON);
            // An `Err`, when upstream has been dropped.
            let _ = dropped.recv();
            let made = made.load(Ordering::SeqCst);
            assert_eq!(first, Some(1), "the first item");
            assert!(
                made <= 2,
                "`room` is 0, `next` has returned one item, and then the iterator was dropped. \
                 Upstream may have made one more, and it has made {made} altogether: does its thread \
                 go on although `send` says that nobody is there, or is there more room in the \
                 channel?"
            );
        });
}

#[test]
fn dropping_does_not_wait_for_upstream() {
    explorer()
        .on(
            FailureKind::Deadlock,
            "In this test upstream waits for a message that comes, or an end, only when the iterator \
             has been dropped. Does `drop` join the thread? Upstream may have no next item for a \
             long time, and the thread cannot end before it has one.",
        )
        .check(|| {
            let (sender, receiver) = mpsc::channel();
            sender.send(1).unwrap();
            let mut items = receiver.into_iter().off_thread(1);
            let first = items.next();
            without_panic(|| drop(items), NO_REASON);
            drop(sender);
            assert_eq!(first, Some(1), "the first item");
        });
}

#[test]
fn a_panic_upstream_is_not_the_end_of_the_stream() {
    explorer().check(|| {
        let upstream = (1..=2)
            .inspect(|&item| assert!(item < 2, "upstream is meant to panic here"));
        let mut items = without_panic(
            || upstream.off_thread(1),
            "upstream panicked at its second item, and `off_thread` itself panicked: the first item \
             is lost. `next` must give it out, and panic after that",
        );
        let first = without_panic(
            || items.next(),
            "upstream made an item before it panicked: `next` must give it out first",
        );
        assert_eq!(first, Some(1), "upstream made a 1 before it panicked");
        let second = panic::catch_unwind(AssertUnwindSafe(|| items.next()));
        assert!(
            second.is_err(),
            "upstream made a 1 and panicked, and after the 1, `next` returned {:?}: the stream was \
             cut off, and looks as if it were complete",
            second.unwrap_or_default()
        );
    });
}

#[test]
fn upstream_runs_on_a_new_thread() {
    explorer().check(|| {
        let maker = (0..1).map(|_| thread::current().id()).off_thread(0).next();
        assert_ne!(
            maker,
            Some(thread::current().id()),
            "upstream was iterated over on the thread of the consumer"
        );
    });
}

#[test]
fn errors_go_their_own_way() {
    explorer().check(|| {
        let (errors, problems) = mpsc::channel();
        let results = [Ok(1), Err("two"), Err("three"), Ok(4), Err("five")];
        let good: Vec<u32> = results.into_iter().errors_to(errors).collect();
        assert_eq!(
            good,
            [1, 4],
            "of Ok(1), Err, Err, Ok(4), Err the good ones are passed on: an error is not the end"
        );
        assert_eq!(
            problems.try_iter().collect::<Vec<_>>(),
            ["two", "three", "five"],
            "of Ok, Err(\"two\"), Err(\"three\"), Ok, Err(\"five\") all errors are sent"
        );
        assert_eq!(
            problems.try_recv(),
            Err(mpsc::TryRecvError::Disconnected),
            "the adapter has been dropped, and somebody still has the sender of the errors (left: \
             what `try_recv` says)"
        );
    });
}

#[test]
fn nobody_need_listen_to_the_errors() {
    explorer().check(|| {
        let good = without_panic(
            || {
                let (errors, problems) = mpsc::channel();
                drop(problems);
                let results = [Ok(1), Err("two"), Ok(3)];
                results.into_iter().errors_to(errors).collect::<Vec<u32>>()
            },
            "`errors_to` panicked because nobody listens to the errors. The good items are still \
             wanted",
        );
        assert_eq!(
            good,
            [1, 3],
            "nobody listens to the errors, and of Ok(1), Err, Ok(3) the good ones are still passed on"
        );
    });
}

#[test]
fn both_together_make_a_pipeline() {
    explorer().check(|| {
        let (errors, problems) = mpsc::channel();
        let mut good = Vec::new();
        for item in [Ok(1), Err("two"), Ok(3)]
            .into_iter()
            .errors_to(errors)
            .off_thread(1)
        {
            good.push(item);
        }
        // Waits until the sender is gone: it ends with the thread that has it.
        let problems: Vec<&str> = problems.iter().collect();
        assert_eq!(
            (good.as_slice(), problems.as_slice()),
            ([1, 3].as_slice(), ["two"].as_slice()),
            "Ok(1), Err(\"two\") and Ok(3) went through `errors_to` and `off_thread` (left: the good \
             items, and the errors)"
        );
    });
}
