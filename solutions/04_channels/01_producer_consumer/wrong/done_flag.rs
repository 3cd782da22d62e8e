//@ title: One message too few
//@ idea: "A flag tells the consumer that the producer is done."
//@ test: every_item_arrives_once_and_in_order
//@ kind: panic
//@ says: an item that was sent is not an item that was consumed

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

/// The flag says that everything was sent; the consumer reads it as "everything was received", and
/// the last item stays in the channel.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
    let all_sent = Arc::new(AtomicBool::new(false));
    let producer = {
        let all_sent = Arc::clone(&all_sent);
        thread::spawn(move || {
            while let Some(item) = produce() {
                let _ = sender.send(item);
            }
            all_sent.store(true, Ordering::SeqCst);
        })
    };
    let consumer = thread::spawn(move || {
        let mut count = 0;
        while !all_sent.load(Ordering::SeqCst) {
            if let Ok(item) = receiver.recv() {
                consume(item);
                count += 1;
            }
        }
        count
    });
    producer.join().unwrap();
    consumer.join().unwrap()
}
