//@ title: An item is made only when it has been asked for, and `room` of them are asked for in advance

//! Iterator adapters that make a pipeline of a chain: `off_thread` and `errors_to`.

use std::any::Any;
use std::iter::FusedIterator;
use std::panic::{self, AssertUnwindSafe};
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
        let (ask, asked) = mpsc::channel();
        let (give, given) = mpsc::channel();
        for _ in 0..room {
            // The receiver is still here.
            let _ = ask.send(Wanted);
        }
        thread::Builder::new()
            .name("upstream".into())
            .spawn(move || {
                let mut upstream = self;
                // What has been asked for is made, also when the asker has gone.
                for Wanted in asked {
                    let made = panic::catch_unwind(AssertUnwindSafe(|| upstream.next()));
                    let more = matches!(made, Ok(Some(_)));
                    let _ = give.send(made);
                    if !more {
                        break;
                    }
                }
            })
            .expect("a thread can be started");
        OffThread(Some(Ends { ask, given }))
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

/// Asks for one item.
struct Wanted;

/// What is made for it: an item, the end, or a panic.
type Made<T> = Result<Option<T>, Box<dyn Any + Send>>;

struct Ends<T> {
    ask: Sender<Wanted>,
    given: Receiver<Made<T>>,
}

/// The items of an iterator that runs on another thread. `None` inside when it has ended.
pub struct OffThread<T>(Option<Ends<T>>);

impl<T> Iterator for OffThread<T> {
    type Item = T;

    /// Waits for the next item. `None` when upstream has ended.
    ///
    /// # Panics
    /// When upstream has panicked, after the items that it made before.
    fn next(&mut self) -> Option<T> {
        let Ends { ask, given } = self.0.as_ref()?;
        // It fails when upstream has ended, and then the end is on its way.
        let _ = ask.send(Wanted);
        let made = given.recv().expect("whatever is asked for is answered");
        if !matches!(made, Ok(Some(_))) {
            self.0 = None;
        }
        made.unwrap_or_else(|payload| panic::resume_unwind(payload))
    }
}

impl<T> FusedIterator for OffThread<T> {}

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
        self.results.find_map(|result| match result {
            Ok(item) => Some(item),
            Err(error) => {
                let _ = self.errors.send(error);
                None
            }
        })
    }
}
