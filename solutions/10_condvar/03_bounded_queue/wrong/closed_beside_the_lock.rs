//@ title: The end is a flag beside the lock
//@ idea: "An atomic flag needs no lock."
//@ test: close_wakes_all_consumers
//@ kind: deadlock
//@ says: nobody wakes it

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Condvar, Mutex};

/// `close` can come between a thread's look and its wait: all are woken, and it does not sleep yet.
pub struct BoundedQueue<T> {
    capacity: usize,
    closed: AtomicBool,
    state: Mutex<State<T>>,
    room: Condvar,
    item: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
}

impl<T> BoundedQueue<T> {
    pub fn new(capacity: usize) -> Self {
        BoundedQueue {
            capacity,
            closed: AtomicBool::new(false),
            state: Mutex::new(State {
                items: VecDeque::new(),
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
                !self.closed.load(SeqCst) && state.items.len() == self.capacity
            })
            .unwrap();
        if self.closed.load(SeqCst) {
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
            .wait_while(state, |state| {
                !self.closed.load(SeqCst) && state.items.is_empty()
            })
            .unwrap();
        let item = state.items.pop_front()?;
        self.room.notify_one();
        Some(item)
    }

    pub fn close(&self) {
        self.closed.store(true, SeqCst);
        self.room.notify_all();
        self.item.notify_all();
    }
}
