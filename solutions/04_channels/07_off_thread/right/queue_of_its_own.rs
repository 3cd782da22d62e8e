//@ title: A queue behind a lock that knows how upstream ended, and a panic that is caught

//! Iterator adapters that make a pipeline of a chain: `off_thread` and `errors_to`.

use std::any::Any;
use std::collections::VecDeque;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex};
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
        let queue = Arc::new(Queue {
            state: Mutex::new(State {
                ready: VecDeque::new(),
                upstream: Upstream::Works,
            }),
            changed: Condvar::new(),
        });
        let filled = Arc::clone(&queue);
        thread::spawn(move || {
            let upstream = AssertUnwindSafe(|| {
                for item in self {
                    if !filled.put(item, room) {
                        break;
                    }
                }
            });
            filled.close(match panic::catch_unwind(upstream) {
                Ok(()) => Upstream::Ended,
                Err(payload) => Upstream::Panicked(payload),
            });
        });
        OffThread { queue }
    }

    /// Passes on what is in each `Ok`, and sends what is in each `Err` to `errors`.
    fn errors_to<T, E>(self, errors: Sender<E>) -> ErrorsTo<Self, E>
    where
        Self: Iterator<Item = Result<T, E>>,
    {
        ErrorsTo {
            results: self,
            errors: Some(errors),
        }
    }
}

impl<I: Iterator> OffThreadExt for I {}

/// What is ready, and what is still to come.
struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    ready: VecDeque<T>,
    upstream: Upstream,
}

enum Upstream {
    Works,
    Ended,
    Panicked(Box<dyn Any + Send>),
    /// The `OffThread` has been dropped.
    Unwanted,
}

impl<T> Queue<T> {
    /// Adds an item, and waits until another one may be made. `false` if none is wanted.
    fn put(&self, item: T, room: usize) -> bool {
        let mut state = self.state.lock().unwrap();
        state.ready.push_back(item);
        self.changed.notify_all();
        // The item is there for `next` before this waits. So `room` may be 0.
        let state = self
            .changed
            .wait_while(state, |state| {
                matches!(state.upstream, Upstream::Works) && state.ready.len() > room
            })
            .unwrap();
        matches!(state.upstream, Upstream::Works)
    }

    /// The first item, when there is one; `None` when none can come.
    fn take(&self) -> Option<T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .changed
            .wait_while(state, |state| {
                matches!(state.upstream, Upstream::Works) && state.ready.is_empty()
            })
            .unwrap();
        let item = state.ready.pop_front();
        self.changed.notify_all();
        if item.is_none() && matches!(state.upstream, Upstream::Panicked(_)) {
            let ended = mem::replace(&mut state.upstream, Upstream::Ended);
            // A panic that goes through here would poison the lock.
            drop(state);
            if let Upstream::Panicked(payload) = ended {
                panic::resume_unwind(payload);
            }
        }
        item
    }

    /// No more items are made.
    fn close(&self, how: Upstream) {
        self.state.lock().unwrap().upstream = how;
        self.changed.notify_all();
    }
}

/// The items of an iterator that runs on another thread.
pub struct OffThread<T> {
    queue: Arc<Queue<T>>,
}

impl<T> Iterator for OffThread<T> {
    type Item = T;

    /// Waits for the next item. `None` when upstream has ended.
    ///
    /// # Panics
    /// When upstream has panicked, after the items that it made before.
    fn next(&mut self) -> Option<T> {
        self.queue.take()
    }
}

impl<T> Drop for OffThread<T> {
    fn drop(&mut self) {
        self.queue.close(Upstream::Unwanted);
    }
}

/// The good results of an iterator.
pub struct ErrorsTo<I, E> {
    results: I,
    /// `None` when nobody listens any more.
    errors: Option<Sender<E>>,
}

impl<I, T, E> Iterator for ErrorsTo<I, E>
where
    I: Iterator<Item = Result<T, E>>,
{
    type Item = T;

    fn next(&mut self) -> Option<T> {
        for result in &mut self.results {
            match result {
                Ok(item) => return Some(item),
                Err(error) => {
                    self.errors = self
                        .errors
                        .take()
                        .filter(|errors| errors.send(error).is_ok());
                }
            }
        }
        None
    }
}
