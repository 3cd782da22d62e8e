//! What `pass_on` must do, in every execution. Nothing is timed: items are counted.

use crate::subject;
use std as interleave;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use interleave::{Explorer, FailureKind};

/// Explores, and says what it probably means when the threads wait for each other.
fn explorer() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "Nothing in this test waits but `pass_on` itself. Who waits for room or for a permit that \
         nobody will make, or for an item although nobody will send one?",
    )
}

/// Calls `pass_on`, and names the mistake when it panics.
fn pass_on<T, P, C>(most: usize, produce: P, consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    panic::catch_unwind(AssertUnwindSafe(|| {
        subject::pass_on(most, produce, consume)
    }))
    .unwrap_or_else(|_| {
        panic!(
            "`pass_on` panicked, though neither `produce` nor `consume` did. If a `send` \
             failed: the receiver was dropped while there were items to come"
        )
    })
}

/// Every item of a stream arrives, when this many may be in flight.
fn items_arrive(most: usize, items: usize) {
    explorer().check(move || {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let consumed = Arc::clone(&seen);
        let mut numbers = 1..=items;
        let count = pass_on(
            most,
            move || numbers.next(),
            move |number| consumed.lock().unwrap().push(number),
        );
        assert_eq!(
            *seen.lock().unwrap(),
            (1..=items).collect::<Vec<_>>(),
            "the numbers from 1 to {items} were produced, and at most {most} may be in flight: a producer that finds \
             no room waits, and no item is lost (left: what was consumed)"
        );
        assert_eq!(
            count, items,
            "{items} items were consumed, and `pass_on` must say so"
        );
    });
}

#[test]
fn every_item_arrives_once_and_in_order() {
    items_arrive(2, 2);
}

#[test]
fn more_room_than_items_is_fine() {
    items_arrive(4, 2);
}

#[test]
fn no_item_is_no_reason_to_wait() {
    explorer().check(|| {
        let count = pass_on(2, || None::<u8>, |_| ());
        assert_eq!(count, 0, "nothing was produced");
    });
}

/// Explores, and says what it means when the producer stops too early.
fn needless_waiting() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "In this test `consume` is at work on an item until as many are in flight as may be, or all \
         have been made. The producer stopped before that: it waits needlessly. Are there fewer \
         places than `most` allows, or do the two take turns?",
    )
}

/// The producer is as far ahead of the consumer as it may be, and no further.
fn exactly_in_flight(most: usize, items: usize) {
    needless_waiting().check(move || {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let highest = Arc::new(AtomicUsize::new(0));
        let (consumed, high) = (Arc::clone(&seen), Arc::clone(&highest));
        // From the item with which the bound is reached: one message for each call of `produce`, and the call that finds no
        // more items is one of them.
        let (call, calls) = mpsc::channel();
        let mut numbers = 1..=items;
        let mut called = most - 1;
        // With much room there are many ways to begin. It is enough to look at those with little room.
        let (begin, begun) = mpsc::channel();
        pass_on(
            most,
            move || {
                let number = numbers.next();
                if most > 2 && number == Some(2) {
                    let _ = begun.recv();
                }
                if number.is_none_or(|number| number >= most) {
                    // It fails when the consumer has gone, and that is for others to find.
                    let _ = call.send(());
                }
                number
            },
            move |number| {
                if most > 2 && number == 1 {
                    let _ = begin.send(());
                }
                // While this item is being consumed, the producer must come as far as this, and no further.
                let expected = (number + most - 1).min(items + 1);
                while called < expected && calls.recv().is_ok() {
                    called += 1;
                }
                if called <= items {
                    called += calls.try_iter().count();
                }
                let in_flight = called.min(items) - (number - 1);
                high.fetch_max(in_flight, Ordering::SeqCst);
                consumed.lock().unwrap().push(number);
            },
        );
        let highest = highest.load(Ordering::SeqCst);
        assert!(
            highest <= most,
            "at most {most} items may be in flight, and there were {highest}: an item counts from when \
             `produce` returns it until `consume` returns from it. Some wait in the channel, one can be \
             in the producer's hand, and one in the consumer's"
        );
        assert_eq!(
            *seen.lock().unwrap(),
            (1..=items).collect::<Vec<_>>(),
            "the numbers from 1 to {items} were produced, and at most {most} may be in flight (left: what \
             was consumed)"
        );
    });
}

#[test]
fn never_more_than_two_in_flight() {
    exactly_in_flight(2, 3);
}

#[test]
fn never_more_than_three_in_flight() {
    exactly_in_flight(3, 4);
}

#[test]
fn two_can_be_in_flight() {
    exactly_in_flight(2, 2);
}

#[test]
fn three_can_be_in_flight() {
    exactly_in_flight(3, 3);
}

#[test]
fn four_can_be_in_flight() {
    exactly_in_flight(4, 4);
}

#[test]
fn produce_and_consume_have_new_threads() {
    explorer().check(|| {
        // The thread of each call.
        let [producers, consumers] = [(); 2].map(|()| Arc::new(Mutex::new(Vec::new())));
        let [producing, consuming] = [&producers, &consumers].map(Arc::clone);
        let mut numbers = 1..=2;
        pass_on(
            2,
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
            2,
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
