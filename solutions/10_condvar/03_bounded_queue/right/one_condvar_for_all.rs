//@ title: One condition variable for everybody, and every change wakes all

//! A queue with room for so many items, which threads wait at: until there is room, or an item.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// A queue with a bound, for any number of threads at both ends.
pub struct BoundedQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
}

impl<T> BoundedQueue<T> {
    /// An empty queue with room for `capacity` items, at least 1.
    pub fn new(capacity: usize) -> Self {
        BoundedQueue {
            capacity,
            state: Mutex::new(State {
                items: VecDeque::with_capacity(capacity),
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// Waits until `step` has an answer, and tells everybody about the change that it made.
    ///
    /// Those who wait here want different things. So all are woken, and each looks for itself.
    fn change<R>(&self, mut step: impl FnMut(&mut State<T>) -> Option<R>) -> R {
        let mut state = self.state.lock().unwrap();
        loop {
            if let Some(answer) = step(&mut state) {
                self.changed.notify_all();
                return answer;
            }
            state = self.changed.wait(state).unwrap();
        }
    }

    /// Puts `item` at the end of the queue; waits until there is room. Gives it back when the queue
    /// is closed.
    pub fn push(&self, item: T) -> Result<(), T> {
        // `step` is called again and again, and can give the item away only once.
        let mut item = Some(item);
        self.change(|state| {
            if state.closed {
                return item.take().map(Err);
            }
            if state.items.len() == self.capacity {
                return None;
            }
            state.items.extend(item.take());
            Some(Ok(()))
        })
    }

    /// Takes the item at the front of the queue; waits until there is one. `None` when the queue is
    /// closed and empty.
    pub fn pop(&self) -> Option<T> {
        self.change(|state| match state.items.pop_front() {
            None if !state.closed => None,
            item => Some(item),
        })
    }

    /// Says that nothing will be pushed any more. What is in the queue can still be popped.
    pub fn close(&self) {
        self.change(|state| {
            state.closed = true;
            Some(())
        });
    }
}
