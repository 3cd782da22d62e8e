//! A queue with room for so many items, which threads wait at: until there is room, or an item.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// A queue with a bound, for any number of threads at both ends.
pub struct BoundedQueue<T> {
    capacity: usize,
    state: Mutex<State<T>>,
    // There are two things to wait for, and a condition variable for each. So a notification can
    // only reach a thread that waits for what has happened, and one is enough. With a single
    // condition variable it would have to be `notify_all` each time.
    room: Condvar,
    item: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    // Waited for as well, so it stands under the same lock. A flag beside the lock could change
    // between a thread's look and its wait.
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
        // Waits while it is full *and* open. Somebody else may take the room before this thread
        // has the lock again; `wait_while` looks after each wake-up.
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
        // One item for one thread. Whoever is woken waits for an item, so nobody better could have
        // been chosen.
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
        // A closed queue may still have items, so it is the items that decide.
        let item = state.items.pop_front()?;
        self.room.notify_one();
        Some(item)
    }

    /// Says that nothing will be pushed any more. What is in the queue can still be popped.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        // This is news for everybody, at both ends.
        self.room.notify_all();
        self.item.notify_all();
    }
}
