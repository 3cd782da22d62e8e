//@ title: One condition variable, and one notification
//@ idea: "Whoever is woken, one can go on now."
//@ test: two_consumers_share_the_items
//@ kind: deadlock
//@ says: may wake one that waits for something else

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// A producer that waits for room may be woken by the news that there is an item. It waits again, and
/// the news is used up.
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

    pub fn push(&self, item: T) -> Result<(), T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .changed
            .wait_while(state, |state| {
                !state.closed && state.items.len() == self.capacity
            })
            .unwrap();
        if state.closed {
            return Err(item);
        }
        state.items.push_back(item);
        self.changed.notify_one();
        Ok(())
    }

    pub fn pop(&self) -> Option<T> {
        let state = self.state.lock().unwrap();
        let mut state = self
            .changed
            .wait_while(state, |state| !state.closed && state.items.is_empty())
            .unwrap();
        let item = state.items.pop_front()?;
        self.changed.notify_one();
        Some(item)
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}
