//@ title: It asks again and again
//@ idea: "Waiting means looking until there is an item."
//@ test: who_waits_is_asleep
//@ kind: assert
//@ says: uses a processor for nothing

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;

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

    /// The right items, and a processor that does nothing else.
    pub fn pop(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while !state.closed && state.items.is_empty() {
            drop(state);
            thread::yield_now();
            state = self.state.lock().unwrap();
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
