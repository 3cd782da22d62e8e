//@ title: Upstream takes a ticket before it makes an item, and each item that is taken gives one back

//! Iterator adapters that make a pipeline of a chain: `off_thread` and `errors_to`.

use std::panic;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

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
        let (give, tickets) = mpsc::channel();
        // Without one, nobody would begin. `next` gives one only when it has an item.
        for _ in 0..room.max(1) {
            give.send(()).unwrap();
        }
        let (sender, items) = mpsc::channel();
        let upstream = thread::spawn(move || {
            let mut upstream = self;
            while tickets.recv().is_ok()
                && let Some(item) = upstream.next()
                && sender.send(item).is_ok()
            {}
        });
        OffThread {
            items,
            tickets: give,
            upstream: Some(upstream),
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
    items: Receiver<T>,
    tickets: Sender<()>,
    upstream: Option<JoinHandle<()>>,
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    /// Waits for the next item. `None` when upstream has ended.
    ///
    /// # Panics
    /// When upstream has panicked, after the items that it made before.
    fn next(&mut self) -> Option<T> {
        match self.items.recv() {
            Ok(item) => {
                // It is no use to one who has made everything.
                let _ = self.tickets.send(());
                Some(item)
            }
            Err(_) => match self.upstream.take()?.join() {
                Ok(()) => None,
                Err(payload) => panic::resume_unwind(payload),
            },
        }
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
