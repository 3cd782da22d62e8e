//@ title: Empty is not the end
//@ idea: "When there is nothing in the channel, there is nothing more to come."
//@ test: every_item_arrives_once_and_in_order
//@ kind: panic
//@ says: an item that was sent is not an item that was consumed

use std::sync::mpsc;
use std::thread;

/// `try_recv` says `Empty` whenever the producer is the slower one. Right as long as it is the
/// faster.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
    let producer = thread::spawn(move || {
        while let Some(item) = produce() {
            // Not `unwrap`: "the consumer may have left already, that is fine".
            let _ = sender.send(item);
        }
    });
    let consumer = thread::spawn(move || {
        let mut count = 0;
        while let Ok(item) = receiver.try_recv() {
            consume(item);
            count += 1;
        }
        count
    });
    producer.join().unwrap();
    consumer.join().unwrap()
}
