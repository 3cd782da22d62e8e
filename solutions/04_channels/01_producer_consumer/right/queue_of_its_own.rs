//@ title: A channel made of a queue, a lock and a condition variable

//! A producer and a consumer, each on a thread of its own, and a channel between them.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// A channel for one producer and one consumer.
struct Channel<T> {
    queue: Mutex<Queue<T>>,
    changed: Condvar,
}

struct Queue<T> {
    items: VecDeque<T>,
    /// Whether no more items can come.
    closed: bool,
}

impl<T> Channel<T> {
    fn new() -> Self {
        Channel {
            queue: Mutex::new(Queue {
                items: VecDeque::new(),
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    fn send(&self, item: T) {
        self.queue.lock().unwrap().items.push_back(item);
        self.changed.notify_one();
    }

    fn close(&self) {
        self.queue.lock().unwrap().closed = true;
        self.changed.notify_one();
    }

    /// Waits, and takes all that is there. Nothing is there when the channel is closed and empty.
    fn receive_all(&self) -> VecDeque<T> {
        let queue = self.queue.lock().unwrap();
        let mut queue = self
            .changed
            .wait_while(queue, |queue| queue.items.is_empty() && !queue.closed)
            .unwrap();
        mem::take(&mut queue.items)
    }
}

/// Passes everything that `produce` makes on to `consume`, each of them called on a new thread of
/// its own.
///
/// `produce` is called until it returns `None`. Returns the number of items consumed, when both
/// threads have ended.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let channel = Arc::new(Channel::new());

    let producer = thread::spawn({
        let channel = Arc::clone(&channel);
        move || {
            while let Some(item) = produce() {
                channel.send(item);
            }
            channel.close();
        }
    });

    let consumer = thread::spawn(move || {
        let mut count = 0;
        loop {
            // The lock is released before the first item is consumed.
            let items = channel.receive_all();
            if items.is_empty() {
                return count;
            }
            count += items.len();
            items.into_iter().for_each(&mut consume);
        }
    });

    producer.join().unwrap();
    consumer.join().unwrap()
}
