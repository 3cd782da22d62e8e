//@ title: Sleeping is no backpressure
//@ idea: "I slow the producer down a little, and the consumer can keep up."
//@ test: never_more_than_two_in_flight
//@ kind: panic
//@ says: an item counts from when

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Right on most runs: until the consumer is held up for a tenth of a second.
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
            thread::sleep(Duration::from_millis(100));
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
