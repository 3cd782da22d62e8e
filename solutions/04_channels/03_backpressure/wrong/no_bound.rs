//@ title: No bound at all
//@ idea: "The consumer is fast enough."
//@ test: never_more_than_two_in_flight
//@ test: never_more_than_three_in_flight
//@ kind: panic
//@ says: an item counts from when

use std::sync::mpsc;
use std::thread;

/// Right on all runs in which the consumer is the faster one.
pub fn pass_on<T, P, C>(_most: usize, mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
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
