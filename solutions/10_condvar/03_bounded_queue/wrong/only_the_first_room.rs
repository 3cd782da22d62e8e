//@ title: Only the first room is announced
//@ idea: "Producers sleep only while the queue is full, so it is enough to wake one when it is no longer full."
//@ test: every_pop_wakes_a_producer
//@ kind: deadlock
//@ says: each new room

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// A queue with a bound, for any number of threads at both ends.
pub struct BoundedQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    room: Condvar,
    item: Condvar,
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
            room: Condvar::new(),
            item: Condvar::new(),
        }
    }

    /// Puts `item` at the end of the queue; waits until there is room. Gives it back when the queue
    /// is closed.
    pub fn push(&self, item: T) -> Result<(), T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .room
            .wait_while(state, |state| {
                !state.closed && state.items.len() == self.capacity
            })
            .unwrap();
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        self.item.notify_one();
        Ok(())
    }

    /// Takes the item at the front of the queue; waits until there is one. `None` when the queue is
    /// closed and empty.
    pub fn pop(&self) -> Option<T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .item
            .wait_while(state, |state| !state.closed && state.items.is_empty())
            .unwrap();
        let item = state.items.pop_front()?;
        if state.items.len() + 1 == self.capacity {
            self.room.notify_one();
        }
        Some(item)
    }

    /// Says that nothing will be pushed any more. What is in the queue can still be popped.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.room.notify_all();
        self.item.notify_all();
    }
}
