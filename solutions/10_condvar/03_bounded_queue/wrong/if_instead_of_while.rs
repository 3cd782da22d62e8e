//@ title: `if` instead of `while`
//@ idea: "I was woken, so there is an item."
//@ test: pop_waits_for_an_item
//@ kind: panic
//@ says: must look whether what it waits for has come
//@ says: woken for no reason

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

    /// Woken for no reason, or too late: another consumer may have taken the item.
    pub fn pop(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        if !state.closed && state.items.is_empty() {
            state = self.item.wait(state).unwrap();
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
