//@ title: A channel with one slot, whose ends park and wake each other

//! A producer and a consumer, each on a thread of its own, and a channel between them.

use std::sync::{Arc, Mutex};
use std::{mem, thread};

/// The channel: it has room for one item.
enum Slot<T> {
    Empty,
    Full(T),
    /// No more items can come.
    Ended,
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
    let consumer = thread::spawn(move || {
        let slot = Arc::new(Mutex::new(Slot::Empty));
        // Each thread has to know the other one: the consumer starts the producer.
        let producer = thread::spawn({
            let (slot, consumer) = (Arc::clone(&slot), thread::current());
            move || {
                let put = |full: Slot<T>| {
                    // `park` may return for no reason, so look again each time.
                    loop {
                        let mut slot = slot.lock().unwrap();
                        if matches!(*slot, Slot::Empty) {
                            *slot = full;
                            break;
                        }
                        drop(slot);
                        thread::park();
                    }
                    consumer.unpark();
                };
                while let Some(item) = produce() {
                    put(Slot::Full(item));
                }
                put(Slot::Ended);
            }
        });

        let mut count = 0;
        loop {
            let taken = mem::replace(&mut *slot.lock().unwrap(), Slot::Empty);
            match taken {
                // Whoever unparks this thread has filled the slot before.
                Slot::Empty => thread::park(),
                Slot::Full(item) => {
                    producer.thread().unpark();
                    consume(item);
                    count += 1;
                }
                Slot::Ended => break,
            }
        }
        producer.join().unwrap();
        count
    });
    consumer.join().unwrap()
}
