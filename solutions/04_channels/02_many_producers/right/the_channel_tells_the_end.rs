//@ title: No handle is kept: the end of the channel says that all sources are gone

//! Several producers, each on a thread of its own, and one consumer.

use std::sync::mpsc;
use std::thread;

/// Iterates over each source on a new thread of its own, and calls `each` on this thread with every
/// item, as soon as it is there.
///
/// A source that panics has ended. Returns the number of items, when all sources have ended and
/// have been dropped.
pub fn merge<I, F>(sources: Vec<I>, mut each: F) -> usize
where
    I: Iterator + Send + 'static,
    I::Item: Send + 'static,
    F: FnMut(I::Item),
{
    let (sender, receiver) = mpsc::channel();
    for source in sources {
        let sender = sender.clone();
        thread::spawn(move || {
            // Named here, so that it is dropped after the loop has dropped the source, and also
            // when the source panics: unwinding drops from the inside to the outside.
            let sender = sender;
            for item in source {
                if sender.send(item).is_err() {
                    break;
                }
            }
        });
    }
    drop(sender);

    // The iteration ends when the last sender is gone, and each source has gone before its sender.
    receiver
        .iter()
        .map(&mut each)
        .fold(0, |count, ()| count + 1)
}
