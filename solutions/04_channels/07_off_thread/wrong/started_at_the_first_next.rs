//@ title: Started when it is asked
//@ idea: "Adapters do nothing until the first `next`."
//@ test: upstream_starts_at_once
//@ test: upstream_gets_ahead_by_the_room
//@ kind: deadlock
//@ says: In this test

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
        let mut upstream = self;
        let start = move || {
            thread::spawn(move || {
                for item in upstream.by_ref() {
                    if sender.send(item).is_err() {
                        break;
                    }
                }
            })
        };
        OffThread {
            items,
            start: Some(Box::new(start)),
            thread: None,
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

/// Nothing is ready when the first item is wanted.
pub struct OffThread<T> {
    items: Receiver<T>,
    start: Option<Box<dyn FnOnce() -> JoinHandle<()> + Send>>,
    thread: Option<JoinHandle<()>>,
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if let Some(start) = self.start.take() {
            self.thread = Some(start());
        }
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
