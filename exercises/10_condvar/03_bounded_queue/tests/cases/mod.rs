//! What a bounded queue must do, in every execution.

use crate::subject::BoundedQueue;
use std as interleave;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

use interleave::{Explorer, FailureKind};

/// Far more than a program that waits asleep can need. One that looks again and again has no end of
/// executions, and is to be told so soon.
fn bounded() -> Explorer {
    Explorer::new().max_steps(150)
}

/// Explores, and says what it probably means when nobody can go on.
fn explorer() -> Explorer {
    bounded().on(
        FailureKind::Deadlock,
        "A thread waits at the queue, and nobody wakes it. Is every change announced: each new \
         item, and not only the first into an empty queue; each new room; the end? When threads wait for different things at the same condition \
         variable, `notify_one` may wake one that waits for something else.",
    )
}

/// What the thread returned; its panic goes on here.
fn joined<T>(thread: JoinHandle<T>) -> T {
    thread
        .join()
        .unwrap_or_else(|payload| std::panic::resume_unwind(payload))
}

#[test]
fn first_in_first_out() {
    explorer().check(|| {
        let queue = BoundedQueue::new(2);
        assert_eq!(queue.push('a'), Ok(()), "there was room for two");
        assert_eq!(queue.push('b'), Ok(()), "there was room for another one");
        assert_eq!(queue.pop(), Some('a'), "`a` was pushed first");
        assert_eq!(queue.pop(), Some('b'), "`b` was pushed second");
    });
}

/// An item that can be handed on, and nothing else.
struct Parcel(u32);

#[test]
fn items_are_handed_on() {
    explorer().check(|| {
        let queue = BoundedQueue::new(1);
        let pushed = queue.push(Parcel(1)).map_err(|parcel| parcel.0);
        queue.close();
        let given_back = queue.push(Parcel(2)).map_err(|parcel| parcel.0);
        let popped = queue.pop().map(|parcel| parcel.0);
        assert_eq!(
            (pushed, given_back, popped),
            (Ok(()), Err(2), Some(1)),
            "parcel 1 was pushed, the queue was closed, parcel 2 was pushed, and one was popped"
        );
    });
}

#[test]
fn pop_waits_for_an_item() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        let producer = {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.push(1))
        };
        assert_eq!(
            queue.pop(),
            Some(1),
            "the queue is open and 1 is pushed, and `pop` returned without it: a thread that \
             wakes up must look whether what it waits for has come, because it can be woken for \
             no reason"
        );
        assert_eq!(joined(producer), Ok(()), "the queue was open");
    });
}

#[test]
fn push_waits_for_room() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        let pushed = Arc::new(AtomicUsize::new(0));
        let producer = {
            let (queue, pushed) = (Arc::clone(&queue), Arc::clone(&pushed));
            thread::spawn(move || {
                for item in 1..=2 {
                    assert_eq!(queue.push(item), Ok(()), "the queue was open");
                    pushed.store(item, Ordering::SeqCst);
                }
            })
        };
        let before = pushed.load(Ordering::SeqCst);
        assert!(
            before <= 1,
            "the queue has room for 1, and {before} pushes have returned before the first `pop`: \
             `push` did not wait for room, or did not look again when it was woken"
        );
        let popped = [queue.pop(), queue.pop()];
        assert_eq!(
            popped,
            [Some(1), Some(2)],
            "1 and 2 were pushed, in this order"
        );
        joined(producer);
    });
}

#[test]
fn two_consumers_share_the_items() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        let consumers = [0, 1].map(|_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.pop())
        });
        for item in 1..=2 {
            assert_eq!(queue.push(item), Ok(()), "the queue was open");
        }
        let mut popped = consumers.map(joined);
        popped.sort_unstable();
        assert_eq!(
            popped,
            [Some(1), Some(2)],
            "1 and 2 were pushed, and each of two consumers must have got one of them: an item \
             may be taken by another thread before the one that was woken for it has the lock"
        );
    });
}

#[test]
fn two_producers_share_the_room() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        let producers = [1, 2].map(|item| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.push(item))
        });
        let mut popped = [queue.pop(), queue.pop()];
        popped.sort_unstable();
        assert_eq!(
            popped,
            [Some(1), Some(2)],
            "two producers pushed 1 and 2, and both must have been popped"
        );
        for producer in producers {
            assert_eq!(joined(producer), Ok(()), "the queue was open");
        }
    });
}

/// Both may be asleep when the first of two items comes, and when it comes the queue is no longer empty.
#[test]
fn every_item_wakes_a_consumer() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::new(2));
        let consumers = [0, 1].map(|_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.pop())
        });
        for item in 1..=2 {
            assert_eq!(queue.push(item), Ok(()), "there was room for two");
        }
        let mut popped = consumers.map(joined);
        popped.sort_unstable();
        assert_eq!(
            popped,
            [Some(1), Some(2)],
            "1 and 2 were pushed, and each of two consumers must have got one of them"
        );
    });
}

#[test]
fn every_pop_wakes_a_producer() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::new(2));
        for item in [8, 9] {
            assert_eq!(queue.push(item), Ok(()), "there was room for two");
        }
        let producers = [1, 2].map(|item| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.push(item))
        });
        let popped = [queue.pop(), queue.pop()];
        assert_eq!(popped, [Some(8), Some(9)], "8 and 9 were there first");
        for producer in producers {
            assert_eq!(joined(producer), Ok(()), "there is room for both by now");
        }
    });
}

#[test]
fn close_wakes_all_consumers() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::<u32>::new(1));
        let consumers = [0, 1].map(|_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.pop())
        });
        queue.close();
        for consumer in consumers {
            assert_eq!(joined(consumer), None, "nothing was ever pushed");
        }
    });
}

#[test]
fn close_wakes_all_producers() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        assert_eq!(queue.push(0), Ok(()), "there was room for one");
        let producers = [1, 2].map(|item| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.push(item))
        });
        queue.close();
        let given_back = producers.map(joined);
        assert_eq!(
            given_back,
            [Err(1), Err(2)],
            "the queue was full and was then closed: two producers that wanted to push 1 and 2 \
             must get them back"
        );
    });
}

#[test]
fn what_was_pushed_before_the_end_is_popped() {
    explorer().check(|| {
        let queue = BoundedQueue::new(2);
        assert_eq!(queue.push('a'), Ok(()), "there was room for two");
        queue.close();
        assert_eq!(queue.push('b'), Err('b'), "the queue was closed");
        assert_eq!(
            queue.pop(),
            Some('a'),
            "`a` was in the queue when it was closed, and it is not lost"
        );
        assert_eq!(queue.pop(), None, "the queue is closed and empty");
        assert_eq!(queue.pop(), None, "the queue is closed and empty");
    });
}

#[test]
fn two_producers_do_not_share_one_room() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        let producers = [1, 2].map(|item| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.push(item))
        });
        queue.close();
        let pushed = producers.map(joined);
        assert!(
            pushed.iter().any(Result::is_err),
            "the queue has room for 1, two producers pushed 1 and 2, and nothing was popped: both \
             pushes returned `Ok`, although there are never more than `capacity` items. Between \
             the look at the room and the push, another thread can come if the lock is released"
        );
    });
}

#[test]
fn an_item_is_pushed_or_given_back() {
    explorer().check(|| {
        let queue = Arc::new(BoundedQueue::new(1));
        let producer = {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.push(1))
        };
        queue.close();
        let pushed = joined(producer);
        let popped = queue.pop();
        assert!(
            matches!((pushed, popped), (Ok(()), Some(1)) | (Err(1), None)),
            "1 was pushed while the queue was closed: `push` returned {pushed:?}, and `pop` then \
             returned {popped:?}"
        );
    });
}

#[test]
fn who_waits_is_asleep() {
    // Nobody comes. A thread that sleeps can then never go on, which is a deadlock. One that keeps
    // looking does go on, in circles.
    let sleeps = |name: &str, report: interleave::Report| {
        let kind = report.failure().map(|failure| failure.kind());
        assert_eq!(
            kind,
            Some(FailureKind::Deadlock),
            "nobody else uses the queue, so {name} must wait, asleep (a deadlock here). It did \
             not sleep: a thread that looks again and again, or that lets itself be woken by a \
             time-out to look, uses a processor for nothing"
        );
    };
    sleeps(
        "`pop` on an empty queue",
        bounded().explore(|| {
            BoundedQueue::<u32>::new(1).pop();
        }),
    );
    sleeps(
        "`push` on a full queue",
        bounded().explore(|| {
            let queue = BoundedQueue::new(1);
            let _ = queue.push(1);
            let _ = queue.push(2);
        }),
    );
}
