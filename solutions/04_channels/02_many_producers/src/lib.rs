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
    // One channel for all: a receiver waits at one channel only, so whatever is to be seen "as it
    // arrives" must arrive here. The channel merges, and keeps the order of each sender.
    let (sender, receiver) = mpsc::channel();
    let threads: Vec<_> = sources
        .into_iter()
        .map(|source| {
            // A sender for each thread, which owns it. It is dropped when the thread ends, by
            // returning or by a panic: nobody has to say "I am done".
            let sender = sender.clone();
            thread::spawn(move || {
                for item in source {
                    // The receiver below stays to the end, unless `each` panics. Then nobody wants
                    // the items any more.
                    if sender.send(item).is_err() {
                        break;
                    }
                }
            })
        })
        .collect();
    // All threads have their clones. The original would keep the channel open for ever.
    drop(sender);

    let mut count = 0;
    for item in receiver {
        each(item);
        count += 1;
    }

    // No sender is left, but a thread may still be dropping its source. `join` waits for that. It
    // is an `Err` when the source panicked, which is no business of the others.
    for thread in threads {
        let _ = thread.join();
    }
    count
}
