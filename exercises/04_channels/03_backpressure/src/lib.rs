//! A producer and a consumer, and a bound on what is between them.
//!
//! Hold the producer back in time, and not before. The statement is in README.md.

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
    // TODO: `most` items have room in the channel. Where else can an item be?
    let (sender, receiver) = mpsc::sync_channel(most);

    let producer = thread::spawn(move || {
        while let Some(item) = produce() {
            sender.send(item).unwrap();
        }
    });

    let consumer = thread::spawn(move || {
        let mut count = 0;
        for item in receiver {
            consume(item);
            count += 1;
        }
        count
    });

    producer.join().unwrap();
    consumer.join().unwrap()
}
