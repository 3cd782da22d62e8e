//@ title: A last message says that there are no more items, and the sender is kept

//! A producer and a consumer, each on a thread of its own, and a channel between them.

use std::sync::mpsc;
use std::thread;

/// What goes through the channel.
enum Message<T> {
    Item(T),
    End,
}

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

    let consumer = thread::Builder::new()
        .name("consumer".into())
        .spawn(move || {
            let mut count = 0;
            // The channel stays open: the message ends this loop, and nothing else.
            while let Message::Item(item) = receiver.recv().unwrap() {
                consume(item);
                count += 1;
            }
            count
        })
        .unwrap();

    let messages = sender.clone();
    let producer = thread::Builder::new()
        .name("producer".into())
        .spawn(move || {
            while let Some(item) = produce() {
                messages.send(Message::Item(item)).unwrap();
            }
            // One sender's messages arrive in their order, so this one is the last.
            messages.send(Message::End).unwrap();
        })
        .unwrap();

    let count = consumer.join().unwrap();
    producer.join().unwrap();
    drop(sender);
    count
}
