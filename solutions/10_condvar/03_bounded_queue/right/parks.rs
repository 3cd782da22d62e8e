//@ title: No condition variable: those who wait leave their thread's handle, and park

//! A queue with room for so many items, which threads wait at: until there is room, or an item.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread::{self, Thread};

/// A queue with a bound, for any number of threads at both ends.
pub struct BoundedQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
    /// All who have looked in vain since the last change.
    waiting: Vec<Thread>,
}

impl<T> State<T> {
    /// After a change, whoever waits looks again. A thread that has not parked yet does not park.
    fn wake(&mut self) {
        for thread in self.waiting.drain(..) {
            thread.unpark();
        }
    }
}

impl<T> BoundedQueue<T> {
    /// An empty queue with room for `capacity` items, at least 1.
    pub fn new(capacity: usize) -> Self {
        BoundedQueue {
            capacity,
            state: Mutex::new(State {
                items: VecDeque::new(),
                closed: false,
                waiting: Vec::new(),
            }),
        }
    }

    /// Puts `item` at the end of the queue; waits until there is room. Gives it back when the queue
    /// is closed.
    pub fn push(&self, item: T) -> Result<(), T> {
        loop {
            let mut state = self.state.lock().unwrap();
            if state.closed {
                return Err(item);
            }
            if state.items.len() < self.capacity {
                state.items.push_back(item);
                state.wake();
                return Ok(());
            }
            state.waiting.push(thread::current());
            drop(state);
            thread::park();
        }
    }

    /// Takes the item at the front of the queue; waits until there is one. `None` when the queue is
    /// closed and empty.
    pub fn pop(&self) -> Option<T> {
        loop {
            let mut state = self.state.lock().unwrap();
            let item = state.items.pop_front();
            if item.is_some() {
                state.wake();
            }
            if item.is_some() || state.closed {
                return item;
            }
            state.waiting.push(thread::current());
            drop(state);
            thread::park();
        }
    }

    /// Says that nothing will be pushed any more. What is in the queue can still be popped.
    pub fn close(&self) {
        let mut state = self.state.lock().unwrap();
        state.closed = true;
        state.wake();
    }
}
