//@ title: `close` wakes one at each end
//@ idea: "One notification for one change."
//@ test: close_wakes_all_consumers
//@ test: close_wakes_all_producers
//@ kind: deadlock
//@ says: Is every change announced

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

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

    pub fn pop(&self) -> Option<T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .item
            .wait_while(state, |state| !state.closed && state.items.is_empty())
            .unwrap();
        let item = state.items.pop_front()?;
        self.room.notify_one();
        Some(item)
    }

    /// An item is for one thread. The end is for all.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.room.notify_one();
        self.item.notify_one();
    }
}
