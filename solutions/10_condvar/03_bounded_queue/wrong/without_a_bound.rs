//@ title: A queue without a bound
//@ idea: "There is always room in a `VecDeque`."
//@ test: push_waits_for_room
//@ kind: panic
//@ says: `push` did not wait for room

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct BoundedQueue<T> {
    _capacity: usize,
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
            _capacity: capacity,
            state: Mutex::new(State {
                items: VecDeque::new(),
                closed: false,
            }),
            room: Condvar::new(),
            item: Condvar::new(),
        }
    }

    /// The producer is never slowed down, and the memory fills up.
    pub fn push(&self, item: T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
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

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.room.notify_all();
        self.item.notify_all();
    }
}
