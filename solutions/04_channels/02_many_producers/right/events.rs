//@ title: Each source says that it has ended, and the receiver counts

//! Several producers, each on a thread of its own, and one consumer.

use std::sync::mpsc::{self, Sender};
use std::thread;

/// What the threads report.
enum Event<T> {
    Item(T),
    /// The source with this number has been dropped.
    Ended(usize),
}

/// Reports the end of a source when it is dropped itself.
struct LastWords<T> {
    events: Sender<Event<T>>,
    number: usize,
}

impl<T> Drop for LastWords<T> {
    fn drop(&mut self) {
        let _ = self.events.send(Event::Ended(self.number));
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
    let (events, inbox) = mpsc::channel();
    let mut threads: Vec<_> = sources
        .into_iter()
        .enumerate()
        .map(|(number, source)| {
            let events = events.clone();
            let work = move || {
                // The source belongs to the loop, so it is dropped before the last words.
                let last_words = LastWords { events, number };
                for item in source {
                    let _ = last_words.events.send(Event::Item(item));
                }
            };
            let name = format!("source {number}");
            Some(thread::Builder::new().name(name).spawn(work).unwrap())
        })
        .collect();

    let mut count = 0;
    let mut left = threads.len();
    while left > 0 {
        match inbox.recv().unwrap() {
            Event::Item(item) => {
                each(item);
                count += 1;
            }
            Event::Ended(number) => {
                // It does not matter whether it has panicked.
                let _ = threads[number].take().map(|thread| thread.join());
                left -= 1;
            }
        }
    }
    count
}
