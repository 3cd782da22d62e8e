//! Iterator adapters that make a pipeline of a chain: `off_thread` and `errors_to`.
//!
//! Let both ends work at the same time. The statement is in README.md.

use std::sync::mpsc::Sender;
use std::{thread, vec};

/// What every iterator can do when this trait is in scope.
pub trait OffThreadExt: Iterator + Sized {
    /// Iterates over `self` on a new thread, at once, and gives its items out here, in order.
    ///
    /// That thread is ahead by `room + 1` items at most.
    fn off_thread(self, room: usize) -> OffThread<Self::Item>
    where
        Self: Send + 'static,
        Self::Item: Send + 'static,
    {
        // TODO: all items are made before the first one is given out. And what if nobody wants them?
        let _ = room;
        let items = thread::spawn(move || self.collect::<Vec<_>>());
        OffThread {
            items: items.join().unwrap().into_iter(),
        }
    }

    /// Passes on what is in each `Ok`, and sends what is in each `Err` to `errors`.
    fn errors_to<T, E>(self, errors: Sender<E>) -> ErrorsTo<Self, E>
    where
        Self: Iterator<Item = Result<T, E>>,
    {
        ErrorsTo {
            results: self,
            errors,
        }
    }
}

impl<I: Iterator> OffThreadExt for I {}

/// The items of an iterator that runs on another thread.
pub struct OffThread<T> {
    items: vec::IntoIter<T>,
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    /// Waits for the next item. `None` when upstream has ended.
    ///
    /// # Panics
    /// When upstream has panicked, after the items that it made before.
    fn next(&mut self) -> Option<T> {
        self.items.next()
    }
}

/// The good results of an iterator.
pub struct ErrorsTo<I, E> {
    results: I,
    errors: Sender<E>,
}

impl<I, T, E> Iterator for ErrorsTo<I, E>
where
    I: Iterator<Item = Result<T, E>>,
{
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match self.results.next()? {
            Ok(item) => Some(item),
            Err(error) => {
                // TODO: is this the end of the stream?
                self.errors.send(error).unwrap();
                None
            }
        }
    }
}
