//@ title: No room is the safest
//@ idea: "With a rendezvous nothing can pile up, so that is right for every bound."
//@ test: three_can_be_in_flight
//@ test: four_can_be_in_flight
//@ kind: deadlock
//@ says: it waits needlessly

use std::sync::mpsc;
use std::thread;

/// Never too many, and never more than two.
pub fn pass_on<T, P, C>(_most: usize, mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::sync_channel(0);
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
