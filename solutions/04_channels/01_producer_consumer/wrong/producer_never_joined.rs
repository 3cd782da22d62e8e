//@ title: The producer is never joined
//@ idea: "When the consumer has seen the end of the stream, the producer has ended."
//@ test: no_thread_is_left_running
//@ kind: panic
//@ says: does not mean that a thread has ended

use std::sync::mpsc;
use std::thread;

/// The producer drops its sender, and the consumer ends; the producer has still to end itself.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        while let Some(item) = produce() {
            sender.send(item).unwrap();
        }
    });
    let consumer = thread::spawn(move || {
        let mut count = 0;
        for item in receiver {
            consume(item);
            count += 1;
        }
        count
    });
    consumer.join().unwrap()
}
