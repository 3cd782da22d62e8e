//! What `pass_on` must do, in every execution. Nothing is timed: items are counted.

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
    items_arrive(2, 3);
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

/// Fails when more than `most` items were in flight.
fn at_most(most: usize, highest: &AtomicUsize) {
    let highest = highest.load(Ordering::SeqCst);
    assert!(
        highest <= most,
        "at most {most} items may be in flight, and there were {highest}: an item counts from when \
         `produce` returns it until `consume` returns from it. Some wait in the channel, one can be \
         in the producer's hand, and one in the consumer's"
    );
}

/// What `produce` does: it makes the numbers up to `last`, counts them in, and says at the end how
/// many were in flight at most.
fn counting_in(
    last: usize,
    in_flight: &Arc<AtomicUsize>,
    highest: &Arc<AtomicUsize>,
) -> impl FnMut() -> Option<usize> + Send + 'static {
    let (in_flight, highest) = (Arc::clone(in_flight), Arc::clone(highest));
    let mut numbers = 1..=last;
    let mut most_seen = 0;
    move || {
        let number = numbers.next();
        if number.is_some() {
            most_seen = most_seen.max(in_flight.fetch_add(1, Ordering::SeqCst) + 1);
        } else {
            highest.store(most_seen, Ordering::SeqCst);
        }
        number
    }
}

#[test]
fn never_more_than_two_in_flight() {
    explorer().check(|| {
        let in_flight = Arc::new(AtomicUsize::new(0));
        let highest = Arc::new(AtomicUsize::new(0));
        let produce = counting_in(3, &in_flight, &highest);
        pass_on(2, produce, move |_| {
            in_flight.fetch_sub(1, Ordering::SeqCst);
        });
        at_most(2, &highest);
    });
}

/// Explores, and says what it means when the producer stops too early.
fn needless_waiting() -> Explorer {
    Explorer::new().on(
        FailureKind::Deadlock,
        "In this test `consume` is at work on the first item until as many items are in flight as \
         may be. The producer stopped before that: it waits needlessly. Are there fewer places than \
         `most` allows, or do the two take turns?",
    )
}

#[test]
fn never_more_than_three_in_flight() {
    needless_waiting().check(|| {
        let in_flight = Arc::new(AtomicUsize::new(0));
        let highest = Arc::new(AtomicUsize::new(0));
        let full = Arc::new(Barrier::new(2));
        let all_made = Arc::clone(&full);
        let mut produce = counting_in(4, &in_flight, &highest);
        pass_on(
            3,
            move || {
                let number = produce();
                if number == Some(3) {
                    full.wait();
                }
                number
            },
            move |number| {
                if number == 1 {
                    all_made.wait();
                }
                in_flight.fetch_sub(1, Ordering::SeqCst);
            },
        );
        at_most(3, &highest);
    });
}

/// While `consume` is at work on the first item, the producer makes all that may be in flight.
fn gets_ahead(most: usize) {
    needless_waiting().check(move || {
        let all_made = Arc::new(Barrier::new(2));
        let full = Arc::clone(&all_made);
        let mut numbers = 1..=most;
        pass_on(
            most,
            move || {
                let number = numbers.next();
                if number == Some(most) {
                    full.wait();
                }
                number
            },
            move |number| {
                if number == 1 {
                    all_made.wait();
                }
            },
        );
    });
}

#[test]
fn two_can_be_in_flight() {
    gets_ahead(2);
}

#[test]
fn three_can_be_in_flight() {
    gets_ahead(3);
}

#[test]
fn four_can_be_in_flight() {
    gets_ahead(4);
}

#[test]
fn produce_and_consume_have_new_threads() {
    explorer().check(|| {
        let seen = Arc::new(Mutex::new((None, None)));
        let [producing, consuming] = [Arc::clone(&seen), Arc::clone(&seen)];
        let mut once = Some(());
        pass_on(
            2,
            move || {
                producing.lock().unwrap().0 = Some(thread::current().id());
                once.take()
            },
            move |()| consuming.lock().unwrap().1 = Some(thread::current().id()),
        );
        let (producer, consumer) = *seen.lock().unwrap();
        let caller = Some(thread::current().id());
        assert!(
            producer != caller && consumer != caller,
            "`produce` or `consume` was called on the thread that called `pass_on`: each has a \
             new thread"
        );
        assert_ne!(
            producer, consumer,
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
