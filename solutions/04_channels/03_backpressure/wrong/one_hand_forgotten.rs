//@ title: One hand forgotten
//@ idea: "One is in the producer's hand while it waits; the one that I work on does not count."
//@ test: never_more_than_two_in_flight
//@ kind: panic
//@ says: at most 2 items may be in flight, and there were 3

use std::sync::mpsc;
use std::thread;

/// The item that is being consumed is still in memory.
pub fn pass_on<T, P, C>(most: usize, mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::sync_channel(most - 1);
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
