//@ title: A mailbox behind a lock, and guards that count the sources that are left

//! Several producers, each on a thread of its own, and one consumer.

use std::sync::{Arc, Condvar, Mutex};
use std::{mem, thread};

/// Where the items arrive.
struct Mailbox<T> {
    inside: Mutex<Inside<T>>,
    changed: Condvar,
}

struct Inside<T> {
    items: Vec<T>,
    /// How many sources have not ended.
    left: usize,
}

/// One source's right to put items into the mailbox.
struct Slit<T>(Arc<Mailbox<T>>);

impl<T> Slit<T> {
    fn put(&self, item: T) {
        self.0.inside.lock().unwrap().items.push(item);
        self.0.changed.notify_one();
    }
}

impl<T> Drop for Slit<T> {
    /// Also called when the source panics.
    fn drop(&mut self) {
        self.0.inside.lock().unwrap().left -= 1;
        self.0.changed.notify_one();
    }
}

impl<T> Mailbox<T> {
    /// Waits for items, and takes all that are there. `None` if no more can come.
    fn take(&self) -> Option<Vec<T>> {
        let inside = self.inside.lock().unwrap();
        let mut inside = self
            .changed
            .wait_while(inside, |inside| inside.items.is_empty() && inside.left > 0)
            .unwrap();
        let items = mem::take(&mut inside.items);
        (!items.is_empty()).then_some(items)
    }
}

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
    let mailbox = Arc::new(Mailbox {
        inside: Mutex::new(Inside {
            items: vec![],
            left: sources.len(),
        }),
        changed: Condvar::new(),
    });
    let threads: Vec<_> = sources
        .into_iter()
        .map(|source| {
            let slit = Slit(Arc::clone(&mailbox));
            thread::spawn(move || source.for_each(|item| slit.put(item)))
        })
        .collect();

    let mut count = 0;
    while let Some(items) = mailbox.take() {
        count += items.len();
        items.into_iter().for_each(&mut each);
    }
    for thread in threads {
        // An `Err` is a source that has panicked, and that is its own affair.
        let _ = thread.join();
    }
    count
}
