//@ title: The receiver is dropped too early
//@ idea: "If nothing came for ten seconds, nothing will come."
//@ test: every_item_arrives_once_and_in_order
//@ kind: panic
//@ says: the receiver was dropped while there were items to come

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The consumer loses patience and drops the receiver; the producer's next `send` fails.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
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
        while let Ok(item) = receiver.recv_timeout(Duration::from_secs(10)) {
            consume(item);
            count += 1;
        }
        count
    });
    producer.join().unwrap();
    consumer.join().unwrap()
}
