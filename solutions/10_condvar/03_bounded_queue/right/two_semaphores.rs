//@ title: Two semaphores count the items and the rooms, and `close` opens both for good

//! A queue with room for so many items, which threads wait at: until there is room, or an item.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// A queue with a bound, for any number of threads at both ends.
pub struct BoundedQueue<T> {
    /// A permit for each room that nobody has taken yet.
    rooms: Semaphore,
    /// A permit for each item that nobody has taken yet.
    items: Semaphore,
    /// Nobody waits for this lock longer than a step takes: who has a permit finds what it is for.
    queue: Mutex<Queue<T>>,
}

struct Queue<T> {
    items: VecDeque<T>,
    closed: bool,
}

impl<T> BoundedQueue<T> {
    /// An empty queue with room for `capacity` items, at least 1.
    pub fn new(capacity: usize) -> Self {
        BoundedQueue {
            rooms: Semaphore::new(capacity),
            items: Semaphore::new(0),
            queue: Mutex::new(Queue {
                items: VecDeque::new(),
                closed: false,
            }),
        }
    }

    /// Puts `item` at the end of the queue; waits until there is room. Gives it back when the queue
    /// is closed.
    pub fn push(&self, item: T) -> Result<(), T> {
        self.rooms.acquire();
        {
            let mut queue = self.queue.lock().unwrap();
            // An open semaphore lets everybody in, but it is opened only after this was set.
            if queue.closed {
                return Err(item);
            }
            queue.items.push_back(item);
        }
        self.items.release();
        Ok(())
    }

    /// Takes the item at the front of the queue; waits until there is one. `None` when the queue is
    /// closed and empty.
    pub fn pop(&self) -> Option<T> {
        self.items.acquire();
        // It is empty only if the semaphore was opened, and then nothing is pushed any more.
        let item = self.queue.lock().unwrap().items.pop_front()?;
        self.rooms.release();
        Some(item)
    }

    /// Says that nothing will be pushed any more. What is in the queue can still be popped.
    pub fn close(&self) {
        self.queue.lock().unwrap().closed = true;
        self.items.open();
        self.rooms.open();
    }
}

/// A number of permits. `None` when it is open: then there is one for everybody.
struct Semaphore {
    permits: Mutex<Option<usize>>,
    changed: Condvar,
}

impl Semaphore {
    fn new(permits: usize) -> Self {
        Semaphore {
            permits: Mutex::new(Some(permits)),
            changed: Condvar::new(),
        }
    }

    fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        let mut permits = self
            .changed
            .wait_while(permits, |permits| *permits == Some(0))
            .unwrap();
        *permits = permits.map(|permits| permits - 1);
    }

    fn release(&self) {
        let mut permits = self.permits.lock().unwrap();
        *permits = permits.map(|permits| permits + 1);
        self.changed.notify_one();
    }

    fn open(&self) {
        *self.permits.lock().unwrap() = None;
        self.changed.notify_all();
    }
}
