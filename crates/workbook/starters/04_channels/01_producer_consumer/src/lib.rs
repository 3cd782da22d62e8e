//! A producer and a consumer, each on a thread of its own, and a channel between them.
//!
//! Every item arrives once and in order, and both threads end. The statement is in README.md.

use std::sync::mpsc;
use std::thread;

/// Passes everything that `produce` makes on to `consume`, each of them called on a new thread of
/// its own.
///
/// `produce` is called until it returns `None`. Returns the number of items consumed, when both
/// threads have ended.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();

    let producer = {
        let sender = sender.clone();
        thread::spawn(move || {
            while let Some(item) = produce() {
                sender.send(item).unwrap();
            }
        })
    };

    let consumer = thread::spawn(move || {
        let mut count = 0;
        // TODO: when does this loop end? Who could still send something?
        for item in receiver {
            consume(item);
            count += 1;
        }
        count
    });

    producer.join().unwrap();
    consumer.join().unwrap()
}
