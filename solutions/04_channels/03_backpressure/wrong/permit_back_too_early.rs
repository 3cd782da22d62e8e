//@ title: The permit goes back too early
//@ idea: "When the consumer has received the item, its place is free again."
//@ test: never_more_than_two_in_flight
//@ kind: panic
//@ says: an item counts from when

use std::sync::mpsc;
use std::thread;

/// One item is being consumed, and nobody counts it any more.
pub fn pass_on<T, P, C>(most: usize, mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
    let (give_back, permits) = mpsc::channel();
    for _ in 0..most {
        give_back.send(()).unwrap();
    }
    let producer = thread::spawn(move || {
        while permits.recv().is_ok() {
            let Some(item) = produce() else { break };
            sender.send(item).unwrap();
        }
    });
    let consumer = thread::spawn(move || {
        let mut count = 0;
        for item in receiver {
            let _ = give_back.send(());
            consume(item);
            count += 1;
        }
        count
    });
    producer.join().unwrap();
    consumer.join().unwrap()
}
