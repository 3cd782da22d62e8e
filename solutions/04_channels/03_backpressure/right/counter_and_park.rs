//@ title: An atomic number of items in flight, and `park` while it is too large

//! A producer and a consumer, and a bound on what is between them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Passes everything that `produce` makes on to `consume`, each of them called on a new thread of
/// its own, with at most `most` items in flight (2 or more).
///
/// An item is in flight from when `produce` returns it until `consume` returns from it. `produce` is
/// called until it returns `None`. Returns the number of items consumed.
pub fn pass_on<T, P, C>(most: usize, mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
    let in_flight = Arc::new(AtomicUsize::new(0));

    let producer = thread::spawn({
        let in_flight = Arc::clone(&in_flight);
        move || {
            loop {
                // Only this thread counts up, so there is still room when `produce` returns.
                // ORDERING: Acquire, with the consumer's Release: what was consumed is not in
                // flight any more when the next item is made.
                while in_flight.load(Ordering::Acquire) == most {
                    // It may return for no reason, or for a reason that is long gone.
                    thread::park();
                }
                let Some(item) = produce() else { break };
                // ORDERING: Relaxed: `send` publishes the item, and with it this step.
                in_flight.fetch_add(1, Ordering::Relaxed);
                sender.send(item).unwrap();
            }
        }
    });

    let consumer = thread::spawn({
        let producer = producer.thread().clone();
        move || {
            let mut count = 0;
            for item in receiver {
                consume(item);
                count += 1;
                // ORDERING: Release: `consume` has returned before there is room.
                in_flight.fetch_sub(1, Ordering::Release);
                producer.unpark();
            }
            count
        }
    });

    producer.join().unwrap();
    consumer.join().unwrap()
}
