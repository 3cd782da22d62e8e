//@ title: Dropped, and waited for
//@ idea: "Without the receiver the thread ends at once, so it can be joined."
//@ test: dropping_does_not_wait_for_upstream
//@ kind: deadlock
//@ says: Does `drop` join the thread?

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
        // `room` items in the channel, and one in the thread's hand while it waits in `send`.
        let (sender, items) = mpsc::sync_channel(room);
        let thread = thread::spawn(move || {
            for item in self {
                // Nobody wants the items any more: this is how the consumer says "enough". Upstream
                // is dropped when the loop ends.
                if sender.send(item).is_err() {
                    break;
                }
            }
        });
        OffThread {
            items: Some(items),
            thread: Some(thread),
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

// Every iterator, and nobody has to implement anything.
impl<I: Iterator> OffThreadExt for I {}

/// The items of an iterator that runs on another thread.
pub struct OffThread<T> {
    items: Option<Receiver<T>>,
    /// `None` when the thread has been joined.
    thread: Option<JoinHandle<()>>,
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    /// Waits for the next item. `None` when upstream has ended.
    ///
    /// # Panics
    /// When upstream has panicked, after the items that it made before.
    fn next(&mut self) -> Option<T> {
        if let Some(Ok(item)) = self.items.as_ref().map(Receiver::recv) {
            return Some(item);
        }
        // The sender is gone: the thread has ended, or is about to. The channel does not say how.
        // The handle does, once.
        if let Some(thread) = self.thread.take()
            && let Err(payload) = thread.join()
        {
            // The same panic goes on here, with its message.
            panic::resume_unwind(payload);
        }
        None
    }
}

impl<T> Drop for OffThread<T> {
    fn drop(&mut self) {
        self.items.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
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
        // A `None` would say that there is no more, so an error must not become one: look further.
        loop {
            match self.results.next()? {
                Ok(item) => return Some(item),
                Err(error) => {
                    // If nobody listens to the errors, the good items are still wanted.
                    let _ = self.errors.send(error);
                }
            }
        }
    }
}
