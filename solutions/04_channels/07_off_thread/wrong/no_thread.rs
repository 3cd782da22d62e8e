//@ title: No thread at all
//@ idea: "Iterators are lazy, so the items come when they are wanted. What more can one ask?"
//@ test: upstream_starts_at_once
//@ kind: deadlock
//@ says: Does the thread start only at the first `next`

use std::sync::mpsc::Sender;

pub trait OffThreadExt: Iterator + Sized {
    fn off_thread(self, room: usize) -> OffThread<Self::Item>
    where
        Self: Send + 'static,
        Self::Item: Send + 'static,
    {
        let _ = room;
        OffThread {
            items: Box::new(self),
        }
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

/// Upstream runs on the thread of the consumer, while the consumer waits.
pub struct OffThread<T> {
    items: Box<dyn Iterator<Item = T> + Send>,
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.items.next()
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
