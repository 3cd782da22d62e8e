//@ title: A lock for each end, slots in a ring, and an atomic length between them

//! A queue with room for so many items, which threads wait at: until there is room, or an item.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

/// A queue with a bound, for any number of threads at both ends.
///
/// Who pushes and who pops have a lock each, and can be at work at the same time.
pub struct BoundedQueue<T> {
    slots: Box<[Mutex<Option<T>>]>,
    /// How many slots are full. Only who holds `back` adds to it, and only who holds `front` takes
    /// away: so who holds `back` can rely on room, and who holds `front` on an item.
    len: AtomicUsize,
    back: Mutex<End>,
    room: Condvar,
    front: Mutex<End>,
    items: Condvar,
}

/// What those who push, or those who pop, know.
struct End {
    /// The slot that is next.
    next: usize,
    closed: bool,
}

impl End {
    const fn new() -> Self {
        End {
            next: 0,
            closed: false,
        }
    }

    fn step(&mut self, slots: usize) -> usize {
        let slot = self.next;
        self.next = (slot + 1) % slots;
        slot
    }
}

impl<T> BoundedQueue<T> {
    /// An empty queue with room for `capacity` items, at least 1.
    pub fn new(capacity: usize) -> Self {
        BoundedQueue {
            slots: (0..capacity).map(|_| Mutex::new(None)).collect(),
            len: AtomicUsize::new(0),
            back: Mutex::new(End::new()),
            room: Condvar::new(),
            front: Mutex::new(End::new()),
            items: Condvar::new(),
        }
    }

    fn is_full(&self) -> bool {
        self.len.load(Ordering::SeqCst) == self.slots.len()
    }

    fn is_empty(&self) -> bool {
        self.len.load(Ordering::SeqCst) == 0
    }

    /// Puts `item` at the end of the queue; waits until there is room. Gives it back when the queue
    /// is closed.
    pub fn push(&self, item: T) -> Result<(), T> {
        let back = self.back.lock().unwrap();
        let mut back = self
            .room
            .wait_while(back, |back| !back.closed && self.is_full())
            .unwrap();
        if back.closed {
            return Err(item);
        }
        let slot = back.step(self.slots.len());
        *self.slots[slot].lock().unwrap() = Some(item);
        self.len.fetch_add(1, Ordering::SeqCst);
        drop(back);
        // Who found the queue empty may be about to sleep. With the lock of its end, it sleeps by
        // now, or has not looked yet.
        let _front = self.front.lock().unwrap();
        self.items.notify_one();
        Ok(())
    }

    /// Takes the item at the front of the queue; waits until there is one. `None` when the queue is
    /// closed and empty.
    pub fn pop(&self) -> Option<T> {
        let front = self.front.lock().unwrap();
        let mut front = self
            .items
            .wait_while(front, |front| !front.closed && self.is_empty())
            .unwrap();
        // If this end is closed, the other one was closed before: nothing is added any more.
        if self.is_empty() {
            return None;
        }
        let slot = front.step(self.slots.len());
        let item = self.slots[slot].lock().unwrap().take();
        self.len.fetch_sub(1, Ordering::SeqCst);
        drop(front);
        let _back = self.back.lock().unwrap();
        self.room.notify_one();
        item
    }

    /// Says that nothing will be pushed any more. What is in the queue can still be popped.
    pub fn close(&self) {
        self.back.lock().unwrap().closed = true;
        self.room.notify_all();
        self.front.lock().unwrap().closed = true;
        self.items.notify_all();
    }
}
