//! A queue with room for so many items, which threads wait at: until there is room, or an item.
//!
//! Make `push` and `pop` wait as long as they must, and no longer. The statement is in README.md.

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
                items: VecDeque::new(),
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// Puts `item` at the end of the queue; waits until there is room. Gives it back when the queue
    /// is closed.
    pub fn push(&self, item: T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
        // TODO: is there room whenever `wait` returns?
        if state.items.len() == self.capacity {
            state = self.changed.wait(state).unwrap();
        }
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        // TODO: who is woken? One that waits for an item, or one that waits for room?
        self.changed.notify_one();
        Ok(())
    }

    /// Takes the item at the front of the queue; waits until there is one. `None` when the queue is
    /// closed and empty.
    pub fn pop(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        if state.items.is_empty() {
            state = self.changed.wait(state).unwrap();
        }
        let item = state.items.pop_front();
        self.changed.notify_one();
        item
    }

    /// Says that nothing will be pushed any more. What is in the queue can still be popped.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        // TODO: who is waiting now, and for what?
    }
}
