//! Bounded queues: one place too many or too few, and a full queue that looks empty.

use super::support::{fails, verified};
use interleave::FailureKind::{DataRace, Deadlock, Panic};
use interleave::cell::UnsafeCell;
use interleave::sync::atomic::AtomicUsize;
use interleave::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use interleave::sync::{Arc, Condvar, Mutex};
use interleave::{hint, thread};
use std::collections::VecDeque;

/// A queue with a bound, under a lock; what "full" means can be chosen.
struct Bounded {
    items: Mutex<VecDeque<u32>>,
    changed: Condvar,
    capacity: usize,
    full: fn(usize, usize) -> bool,
}

impl Bounded {
    fn push(&self, item: u32) {
        let items = self.items.lock().unwrap();
        let full = |items: &mut VecDeque<u32>| (self.full)(items.len(), self.capacity);
        let mut items = self.changed.wait_while(items, full).unwrap();
        items.push_back(item);
        assert!(items.len() <= self.capacity, "more items than places");
        self.changed.notify_all();
    }

    fn pop(&self) -> u32 {
        let items = self.items.lock().unwrap();
        let mut items = self
            .changed
            .wait_while(items, |items| items.is_empty())
            .unwrap();
        self.changed.notify_all();
        items.pop_front().unwrap()
    }
}

fn three_items(
    capacity: usize,
    full: fn(usize, usize) -> bool,
) -> impl Fn() + Send + Sync + 'static {
    move || {
        let queue = Arc::new(Bounded {
            items: Mutex::default(),
            changed: Condvar::new(),
            capacity,
            full,
        });
        let producer = {
            let queue = Arc::clone(&queue);
            thread::spawn(move || (1..=3).for_each(|n| queue.push(n)))
        };
        for n in 1..=3 {
            assert_eq!(queue.pop(), n);
        }
        producer.join().unwrap();
    }
}

#[test]
fn a_bound_holds_when_full_means_full() {
    verified(three_items(1, |len, capacity| len >= capacity));
    verified(three_items(2, |len, capacity| len >= capacity));
}

#[test]
fn one_place_too_many_is_one_item_too_many() {
    fails(
        Panic,
        &["more items than places"],
        three_items(2, |len, capacity| len > capacity),
    );
}

#[test]
fn one_place_too_few_stops_everything() {
    let full = |len: usize, capacity: usize| len + 1 >= capacity;
    fails(
        Deadlock,
        &["to be notified on Condvar 1"],
        three_items(1, full),
    );
    verified(three_items(2, full));
}

/// A ring for one producer and one consumer, without locks. The indices only grow; the places are reused.
struct Ring {
    places: [UnsafeCell<u32>; 2],
    /// The next to be read, and the next to be written.
    head: AtomicUsize,
    tail: AtomicUsize,
    orders: Orders,
}

#[derive(Clone, Copy)]
struct Orders {
    filled: Ordering,
    sees_filled: Ordering,
    emptied: Ordering,
    sees_emptied: Ordering,
    /// How many items there may be.
    room: usize,
}

const RIGHT: Orders = Orders {
    filled: Release,
    sees_filled: Acquire,
    emptied: Release,
    sees_emptied: Acquire,
    room: 2,
};

// SAFETY: a place is used by one side at a time, if the orderings are right.
unsafe impl Sync for Ring {}

impl Ring {
    fn push(&self, item: u32) {
        let tail = self.tail.load(Relaxed);
        while tail - self.head.load(self.orders.sees_emptied) >= self.orders.room {
            hint::spin_loop();
        }
        // SAFETY: alive; empty, so the consumer does not read it.
        unsafe { *self.places[tail % 2].get() = item };
        self.tail.store(tail + 1, self.orders.filled);
    }

    fn pop(&self) -> u32 {
        let head = self.head.load(Relaxed);
        while self.tail.load(self.orders.sees_filled) == head {
            hint::spin_loop();
        }
        // SAFETY: alive; full, so the producer does not write it.
        let item = unsafe { *self.places[head % 2].get() };
        self.head.store(head + 1, self.orders.emptied);
        item
    }
}

fn through_the_ring(orders: Orders) -> impl Fn() + Send + Sync + 'static {
    move || {
        let ring = Arc::new(Ring {
            places: Default::default(),
            head: AtomicUsize::new(0),
            tail: AtomicUsize::new(0),
            orders,
        });
        let producer = {
            let ring = Arc::clone(&ring);
            thread::spawn(move || (1..=3).for_each(|n| ring.push(n)))
        };
        for n in 1..=3 {
            assert_eq!(ring.pop(), n, "an item was lost or came twice");
        }
        producer.join().unwrap();
    }
}

#[test]
fn a_ring_needs_both_of_its_messages() {
    verified(through_the_ring(RIGHT));
    let race = |orders| {
        fails(
            DataRace,
            &["data race", "self.places["],
            through_the_ring(orders),
        )
    };
    race(Orders {
        filled: Relaxed,
        ..RIGHT
    });
    race(Orders {
        sees_filled: Relaxed,
        ..RIGHT
    });
    race(Orders {
        emptied: Relaxed,
        ..RIGHT
    });
    race(Orders {
        sees_emptied: Relaxed,
        ..RIGHT
    });
}

#[test]
fn a_ring_with_room_for_one_too_many_overwrites() {
    fails(
        DataRace,
        &["data race", "self.places["],
        through_the_ring(Orders { room: 3, ..RIGHT }),
    );
    verified(through_the_ring(Orders { room: 1, ..RIGHT }));
}
