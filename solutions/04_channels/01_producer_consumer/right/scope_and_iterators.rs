//@ title: A scope, iterators in place of the loops, and a channel without room

//! A producer and a consumer, each on a thread of its own, and a channel between them.

use std::sync::mpsc;
use std::{iter, thread};

/// Passes everything that `produce` makes on to `consume`, each of them called on a new thread of
/// its own.
///
/// `produce` is called until it returns `None`. Returns the number of items consumed, when both
/// threads have ended.
pub fn pass_on<T, P, C>(produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    // With no room at all, the two threads meet at each item. Each of them works in between.
    let (sender, receiver) = mpsc::sync_channel(0);
    thread::scope(|scope| {
        // `move` takes the only sender along. It is dropped with the closure.
        scope.spawn(move || iter::from_fn(produce).try_for_each(|item| sender.send(item)));
        let consumer = scope.spawn(move || {
            receiver.iter().fold(0, |count, item| {
                consume(item);
                count + 1
            })
        });
        consumer.join().unwrap()
        // The scope joins the producer.
    })
}
