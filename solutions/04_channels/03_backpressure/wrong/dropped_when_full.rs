//@ title: Full, so drop it
//@ idea: "When there is no room, `try_send` does not wait, and the producer stays fast."
//@ test: every_item_arrives_once_and_in_order
//@ kind: panic
//@ says: no item is lost

use std::sync::mpsc;
use std::thread;

/// The bound is kept, by throwing away what does not fit.
pub fn pass_on<T, P, C>(most: usize, mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::sync_channel(most - 2);
    let producer = thread::spawn(move || {
        while let Some(item) = produce() {
            let _ = sender.try_send(item);
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
