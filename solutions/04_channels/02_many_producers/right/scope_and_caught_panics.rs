//@ title: Scoped threads that catch the panic of their source, and a channel without room

//! Several producers, each on a thread of its own, and one consumer.

use std::panic::{self, AssertUnwindSafe};
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
    let mut count = 0;
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(0);
        for mut source in sources {
            let sender = sender.clone();
            scope.spawn(move || {
                // A scope panics when one of its threads has panicked, so none of them may.
                // Nobody looks at the source after a panic: that it may be half changed is no harm.
                let _ = panic::catch_unwind(AssertUnwindSafe(|| {
                    source.try_for_each(|item| sender.send(item))
                }));
            });
        }
        drop(sender);
        while let Ok(item) = receiver.recv() {
            each(item);
            count += 1;
        }
    });
    count
}
