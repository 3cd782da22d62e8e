//@ title: It lets go between the look and the push
//@ idea: "There was room when I looked, so there is room."
//@ test: two_producers_do_not_share_one_room
//@ kind: panic
//@ says: never more than `capacity`

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard};

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

    fn wait_while(&self, condition: impl Fn(&State<T>) -> bool) -> MutexGuard<'_, State<T>> {
        let state = self.state.lock().unwrap();
        self.changed
            .wait_while(state, |state| condition(state))
            .unwrap()
    }

    /// One producer can rely on the room that it has seen. With two, both may have seen the same.
    pub fn push(&self, item: T) -> Result<(), T> {
        drop(self.wait_while(|state| !state.closed && state.items.len() == self.capacity));
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        self.changed.notify_all();
        Ok(())
    }

    pub fn pop(&self) -> Option<T> {
        let mut state = self.wait_while(|state| !state.closed && state.items.is_empty());
        let item = state.items.pop_front();
        self.changed.notify_all();
        item
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}
