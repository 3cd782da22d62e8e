//@ title: A last message says that the stream is complete, and nobody joins

//! Iterator adapters that make a pipeline of a chain: `off_thread` and `errors_to`.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

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
        let (sender, messages) = mpsc::sync_channel(room);
        thread::spawn(move || {
            let all_taken = self.map(Some).all(|item| sender.send(item).is_ok());
            // When upstream panics, nobody comes here: the channel ends, and this is missing.
            if all_taken {
                let _ = sender.send(None);
            }
        });
        OffThread {
            messages: Some(messages),
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
    /// `Some(item)` is an item, and `None` is the end. Given away when that has come.
    messages: Option<Receiver<Option<T>>>,
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    /// Waits for the next item. `None` when upstream has ended.
    ///
    /// # Panics
    /// When upstream has panicked, after the items that it made before.
    fn next(&mut self) -> Option<T> {
        let message = self.messages.as_ref()?.recv();
        let item = message.expect("upstream ends with a message, if it does not panic");
        if item.is_none() {
            self.messages = None;
        }
        item
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
        let errors = &self.errors;
        self.results.find_map(|result| {
            result
                .map_err(|error| {
                    // Perhaps nobody listens. The good ones are wanted all the same.
                    let _ = errors.send(error);
                })
                .ok()
        })
    }
}
