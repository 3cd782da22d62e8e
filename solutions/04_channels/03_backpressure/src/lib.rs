//! A producer and a consumer, and a bound on what is between them.

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
    // An item is in one of three places: in the producer's hand (made, and waiting in `send`), in
    // the channel, or in the consumer's hand (`consume` is at work on it). Each hand holds one, so
    // the channel gets the rest. With room for less, a busy consumer would stop the producer before
    // `most` items are in flight. With a `most` of 2 the channel has no room at all, and `send` is a
    // rendezvous.
    let (sender, receiver) = mpsc::sync_channel(most - 2);

    let producer = thread::spawn(move || {
        while let Some(item) = produce() {
            // Here the producer is held back: `send` waits until there is room.
            sender
                .send(item)
                .expect("the consumer receives until the end of the stream");
        }
    });

    let consumer = thread::spawn(move || {
        let mut count = 0;
        for item in receiver {
            // The item counts until `consume` returns. The next one is received only then: the
            // consumer's hand never holds two.
            consume(item);
            count += 1;
        }
        count
    });

    producer.join().unwrap();
    consumer.join().unwrap()
}
