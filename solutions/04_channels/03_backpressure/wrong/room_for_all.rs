//@ title: Room for all that may be in flight
//@ idea: "`sync_channel(most)` holds at most `most`, so that is the bound."
//@ test: never_more_than_two_in_flight
//@ test: never_more_than_three_in_flight
//@ kind: panic
//@ says: one can be in the producer's hand

use std::sync::mpsc;
use std::thread;

/// The channel holds `most`, and each hand one more.
pub fn pass_on<T, P, C>(most: usize, mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
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
