//! Several producers, each on a thread of its own, and one consumer.
//!
//! Every item is passed on when it arrives. The statement is in README.md.

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
    let mut receivers = Vec::new();
    let mut threads = Vec::new();
    for source in sources {
        let (sender, receiver) = mpsc::channel();
        receivers.push(receiver);
        threads.push(thread::spawn(move || {
            for item in source {
                sender.send(item).unwrap();
            }
        }));
    }

    let mut count = 0;
    for receiver in receivers {
        // TODO: and if the next receiver has an item, and this one has none yet?
        for item in receiver {
            each(item);
            count += 1;
        }
    }

    for thread in threads {
        // TODO: what does `unwrap` do when a source has panicked?
        thread.join().unwrap();
    }
    count
}
