//! What `pass_on` must do, in every execution.

use crate::subject;
use std as interleave;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when the threads wait for each other.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "A receiver waits as long as there is a sender, and a thread waits in `join` until the \
         other has ended. If the consumer waits for one more item, ask who still owns a sender: \
         the stream ends when the last one is dropped.",
    )
}

/// Calls `pass_on`, and says what it probably means when it panics.
fn pass_on<T, P, C>(produce: P, consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    panic::catch_unwind(AssertUnwindSafe(|| subject::pass_on(produce, consume))).unwrap_or_else(
        |_| {
            panic!(
                "`pass_on` panicked, though neither `produce` nor `consume` did. If a `send` \
             failed: the receiver was dropped while there were items to come"
            )
        },
    )
}

#[test]
fn every_item_arrives_once_and_in_order() {
    explorer().check(|| {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let consumed = Arc::clone(&seen);
        let mut numbers = 1..=3;
        let count = pass_on(
            move || numbers.next(),
            move |number| consumed.lock().unwrap().push(number),
        );
        assert_eq!(
            *seen.lock().unwrap(),
            [1, 2, 3],
            "1, 2 and 3 were produced, and each must have been consumed once, in this order, \
             when `pass_on` returns: an item that was sent is not an item that was consumed"
        );
        assert_eq!(
            count, 3,
            "three items were consumed, and `pass_on` must say so"
        );
    });
}

#[test]
fn a_single_item_arrives() {
    explorer().check(|| {
        let consumed = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&consumed);
        let mut once = Some("the only item");
        let count = pass_on(
            move || once.take(),
            move |_| {
                counter.fetch_add(1, Ordering::SeqCst);
            },
        );
        assert_eq!(
            (count, consumed.load(Ordering::SeqCst)),
            (1, 1),
            "one item was produced (left: the count returned, and how often `consume` was called)"
        );
    });
}

#[test]
fn no_item_is_no_reason_to_wait() {
    explorer().check(|| {
        let consumed = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&consumed);
        let count = pass_on(
            || None::<u8>,
            move |_| {
                counter.fetch_add(1, Ordering::SeqCst);
            },
        );
        assert_eq!(
            (count, consumed.load(Ordering::SeqCst)),
            (0, 0),
            "nothing was produced (left: the count returned, and how often `consume` was called)"
        );
    });
}

#[test]
fn the_consumer_need_not_wait_for_the_last_item() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test the producer makes its second item only when the first has been \
             consumed. The first item was held back: all items are made before the first one is \
              consumed.",
        )
        .check(|| {
            let first_consumed = Arc::new(Barrier::new(2));
            let barrier = Arc::clone(&first_consumed);
            let mut numbers = 1..=2;
            pass_on(
                move || {
                    let number = numbers.next();
                    if number == Some(2) {
                        first_consumed.wait();
                    }
                    number
                },
                move |number| {
                    if number == 1 {
                        barrier.wait();
                    }
                },
            );
        });
}

#[test]
fn the_producer_need_not_wait_for_the_consumer() {
    Explorer::new()
        .on(
            FailureKind::Deadlock,
            "In this test the consumer is done with the first item only when the producer has \
             begun to make the second. It never began: `produce` and `consume` take turns \
             instead of running at the same time.",
        )
        .check(|| {
            let second_begun = Arc::new(Barrier::new(2));
            let barrier = Arc::clone(&second_begun);
            let mut numbers = 1..=2;
            pass_on(
                move || {
                    let number = numbers.next();
                    if number == Some(2) {
                        second_begun.wait();
                    }
                    number
                },
                move |number| {
                    if number == 1 {
                        barrier.wait();
                    }
                },
            );
        });
}

#[test]
fn produce_and_consume_have_new_threads() {
    explorer().check(|| {
        // The thread of each call.
        let [producers, consumers] = [(); 2].map(|()| Arc::new(Mutex::new(Vec::new())));
        let [producing, consuming] = [&producers, &consumers].map(Arc::clone);
        let mut numbers = 1..=2;
        pass_on(
            move || {
                producing.lock().unwrap().push(thread::current().id());
                numbers.next()
            },
            move |_| consuming.lock().unwrap().push(thread::current().id()),
        );
        let [producers, consumers] = [producers, consumers].map(|calls| {
            let mut threads = calls.lock().unwrap().clone();
            threads.dedup();
            threads
        });
        let caller = thread::current().id();
        assert!(
            !producers.contains(&caller) && !consumers.contains(&caller),
            "`produce` or `consume` was called on the thread that called `pass_on`: each has a \
             new thread"
        );
        assert!(
            producers.len() == 1 && consumers.len() == 1,
            "`produce` or `consume` was called on several threads: one thread makes all items, and \
             one other thread consumes them all"
        );
        assert_ne!(
            producers, consumers,
            "`produce` and `consume` were called on the same thread"
        );
    });
}

/// Says so when the thread to which it belongs has ended.
struct AtTheEnd(Arc<AtomicUsize>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

thread_local! {
    static AT_THE_END: RefCell<Option<AtTheEnd>> = const { RefCell::new(None) };
}

#[test]
fn no_thread_is_left_running() {
    explorer().check(|| {
        let ended = Arc::new(AtomicUsize::new(0));
        let [mut producing, mut consuming] = [(); 2].map(|()| Some(AtTheEnd(Arc::clone(&ended))));
        pass_on(
            move || {
                AT_THE_END.set(Some(producing.take()?));
                Some(())
            },
            move |()| AT_THE_END.set(consuming.take()),
        );
        let ended = ended.load(Ordering::SeqCst);
        assert_eq!(
            ended, 2,
            "`pass_on` has returned, and {ended} of its two threads have ended. That all items have \
             come does not mean that a thread has ended: `join` does"
        );
    });
}
