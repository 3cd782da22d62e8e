//@ title: The consumer is never joined
//@ idea: "When the producer has ended, all is done."
//@ test: every_item_arrives_once_and_in_order
//@ kind: panic
//@ says: an item that was sent is not an item that was consumed

use std::sync::mpsc;
use std::thread;

/// Counts what was sent. What was sent may still lie in the channel.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
    let producer = thread::spawn(move || {
        let mut count = 0;
        while let Some(item) = produce() {
            sender.send(item).unwrap();
            count += 1;
        }
        count
    });
    thread::spawn(move || {
        for item in receiver {
            consume(item);
        }
    });
    producer.join().unwrap()
}
