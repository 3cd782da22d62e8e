//! A producer and a consumer, each on a thread of its own, and a channel between them.

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
    // Unbounded: the producer may run ahead as far as it likes. A `sync_channel` would do as well,
    // and would keep a fast producer from filling the memory.
    let (sender, receiver) = mpsc::channel();

    // `move` gives the only sender to the producer's thread. It is dropped when that thread ends,
    // and that is the end of the stream: no count has to be agreed on, and no "last item" has to be
    // sent.
    let producer = thread::spawn(move || {
        while let Some(item) = produce() {
            // `send` fails only when the receiver is gone, and the consumer below keeps it to the
            // end.
            sender
                .send(item)
                .expect("the consumer receives until the end of the stream");
        }
    });

    // The consumer starts before the producer is joined, so the two overlap. Its loop waits for
    // each item, and ends when the channel is empty *and* no sender is left: an empty channel alone
    // only means that the producer is slow.
    let consumer = thread::spawn(move || {
        let mut count = 0;
        for item in receiver {
            consume(item);
            count += 1;
        }
        count
    });

    producer.join().unwrap();
    // The count travels back as the thread's value.
    consumer.join().unwrap()
}
