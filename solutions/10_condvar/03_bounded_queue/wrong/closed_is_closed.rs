//@ title: What is in a closed queue is lost
//@ idea: "A closed queue gives nothing out."
//@ test: what_was_pushed_before_the_end_is_popped
//@ kind: panic
//@ says: it is not lost

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

    /// The end comes after the last item, not before.
    pub fn pop(&self) -> Option<T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .item
            .wait_while(state, |state| !state.closed && state.items.is_empty())
            .unwrap();
        if state.closed {
            return None;
        }
        let item = state.items.pop_front()?;
        self.room.notify_one();
        Some(item)
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.room.notify_all();
        self.item.notify_all();
    }
}
