//@ title: Cut off, and it looks complete
//@ idea: "When `recv` fails, there are no more items: that is `None`."
//@ test: a_panic_upstream_is_not_the_end_of_the_stream
//@ kind: panic
//@ says: looks as if it were complete

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

pub trait OffThreadExt: Iterator + Sized {
    fn off_thread(self, room: usize) -> OffThread<Self::Item>
    where
        Self: Send + 'static,
        Self::Item: Send + 'static,
    {
        let (sender, items) = mpsc::sync_channel(room);
        thread::spawn(move || {
            for item in self {
                if sender.send(item).is_err() {
                    break;
                }
            }
        });
        OffThread { items }
    }

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

/// The channel is closed in both cases, and nobody asks why.
pub struct OffThread<T> {
    items: Receiver<T>,
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.items.recv().ok()
    }
}

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
        loop {
            match self.results.next()? {
                Ok(item) => return Some(item),
                Err(error) => {
                    let _ = self.errors.send(error);
                }
            }
        }
    }
}
