//@ title: A channel without a bound, a count of the items taken, and `park` for the one who is too far ahead

//! Iterator adapters that make a pipeline of a chain: `off_thread` and `errors_to`.

use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

/// In the place of the count: nobody will take an item any more.
const UNWANTED: usize = usize::MAX;

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
        let (sender, items) = mpsc::channel();
        let taken = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&taken);
        let upstream = thread::spawn(move || {
            for (item, made) in self.zip(1..) {
                if sender.send(item).is_err() {
                    return;
                }
                loop {
                    // ORDERING: the number is all that is read, and the items come through the channel. Who finds an
                    // old number here parks, and `unpark` comes after the new one: it is seen in the next round.
                    match seen.load(Relaxed) {
                        UNWANTED => return,
                        taken if made - taken <= room => break,
                        _ => thread::park(),
                    }
                }
            }
        });
        OffThread {
            items,
            taken,
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
    /// How many items `next` has taken, or [`UNWANTED`].
    taken: Arc<AtomicUsize>,
    /// `None` when it has been joined.
    upstream: Option<JoinHandle<()>>,
}

impl<T> OffThread<T> {
    /// Says how many items have been taken.
    fn tell(&self, taken: usize) {
        if let Some(upstream) = &self.upstream {
            // ORDERING: see the load, in `off_thread`.
            self.taken.store(taken, Relaxed);
            upstream.thread().unpark();
        }
    }
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    /// Waits for the next item. `None` when upstream has ended.
    ///
    /// # Panics
    /// When upstream has panicked, after the items that it made before.
    fn next(&mut self) -> Option<T> {
        if let Ok(item) = self.items.recv() {
            // ORDERING: nobody else writes it.
            self.tell(self.taken.load(Relaxed) + 1);
            return Some(item);
        }
        // All has been sent, so joining does not wait for long.
        if let Err(payload) = self.upstream.take()?.join() {
            panic::resume_unwind(payload);
        }
        None
    }
}

impl<T> Drop for OffThread<T> {
    fn drop(&mut self) {
        self.tell(UNWANTED);
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
        let keep = |result: Result<T, E>| {
            result
                .map_err(|error| errors.send(error).unwrap_or(()))
                .ok()
        };
        self.results.by_ref().filter_map(keep).next()
    }
}
