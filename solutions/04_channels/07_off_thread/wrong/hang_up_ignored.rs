//@ title: Sending to nobody
//@ idea: "`send` can fail, and that does no harm: `let _ =`."
//@ test: upstream_stops_when_nobody_wants_more
//@ kind: panic
//@ says: does its thread go on although `send` says that nobody is there

use std::panic;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

pub trait OffThreadExt: Iterator + Sized {
    fn off_thread(self, room: usize) -> OffThread<Self::Item>
    where
        Self: Send + 'static,
        Self::Item: Send + 'static,
    {
        let (sender, items) = mpsc::sync_channel(room);
        let thread = thread::spawn(move || {
            for item in self {
                let _ = sender.send(item);
            }
        });
        OffThread {
            items,
            thread: Some(thread),
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

/// The thread makes all items, however many, although nobody wants them.
pub struct OffThread<T> {
    items: Receiver<T>,
    thread: Option<JoinHandle<()>>,
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if let Ok(item) = self.items.recv() {
            return Some(item);
        }
        if let Some(thread) = self.thread.take()
            && let Err(payload) = thread.join()
        {
            panic::resume_unwind(payload);
        }
        None
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
