//@ title: It needs items that can be cloned
//@ idea: "`push` gives the item away, and has to return it. So it needs two of them."
//@ kind: compile
//@ says: E0599

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct BoundedQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    closed: bool,
}

impl<T: Clone> BoundedQueue<T> {
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

    pub fn push(&self, item: T) -> Result<(), T> {
        self.push_all(&[item.clone()]).map_err(|_closed| item)
    }

    /// A slice can only be copied from.
    fn push_all(&self, items: &[T]) -> Result<(), ()> {
        for item in items {
            let state = self.state.lock().unwrap();
            let mut state = self
                .changed
                .wait_while(state, |state| {
                    !state.closed && state.items.len() == self.capacity
                })
                .unwrap();
            if state.closed {
                return Err(());
            }
            state.items.push_back(item.clone());
            self.changed.notify_all();
        }
        Ok(())
    }

    pub fn pop(&self) -> Option<T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .changed
            .wait_while(state, |state| !state.closed && state.items.is_empty())
            .unwrap();
        let item = state.items.pop_front();
        self.changed.notify_all();
        item
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}
