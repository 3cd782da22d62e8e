//@ title: The sender is not dropped
//@ idea: "When the producer's thread has ended, the channel is closed."
//@ test: every_item_arrives_once_and_in_order
//@ test: no_item_is_no_reason_to_wait
//@ kind: deadlock
//@ says: the stream ends when the last one is dropped

use std::sync::mpsc;
use std::thread;

/// The thread got a clone; the original lives until the function returns, which it never does.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::sync_channel(4);
    let for_producer = sender.clone();
    let producer = thread::spawn(move || {
        while let Some(item) = produce() {
            for_producer.send(item).unwrap();
        }
    });
    let consumer = thread::spawn(move || {
        let mut count = 0;
        while let Ok(item) = receiver.recv() {
            consume(item);
            count += 1;
        }
        count
    });
    producer.join().unwrap();
    let count = consumer.join().unwrap();
    drop(sender);
    count
}
