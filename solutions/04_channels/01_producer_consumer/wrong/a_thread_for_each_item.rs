//@ title: A thread for each item
//@ idea: "Each item is consumed on a new thread, so the caller is free."
//@ test: produce_and_consume_have_new_threads
//@ kind: panic
//@ says: one other thread consumes them all

use std::sync::{Arc, Mutex, mpsc};
use std::thread;

/// It joins each thread before it starts the next one, so the order is right. A consumer that keeps
/// something on its thread, a connection for instance, finds a new one at each item.
pub fn pass_on<T, P, C>(mut produce: P, consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
    let producer = thread::spawn(move || {
        while let Some(item) = produce() {
            sender.send(item).unwrap();
        }
    });
    let consume = Arc::new(Mutex::new(consume));
    let mut count = 0;
    for item in receiver {
        let consume = Arc::clone(&consume);
        thread::spawn(move || (consume.lock().unwrap())(item))
            .join()
            .unwrap();
        count += 1;
    }
    producer.join().unwrap();
    count
}
