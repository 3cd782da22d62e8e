//@ title: Everything is made before anything is consumed
//@ idea: "A thread that collects a vector and one that walks it are a producer and a consumer."
//@ test: the_consumer_need_not_wait_for_the_last_item
//@ kind: deadlock
//@ says: all items are made before the first one is consumed

use std::iter;
use std::thread;

/// Two threads, one after the other: nothing overlaps, and everything is in memory at once.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let items: Vec<T> = thread::spawn(move || iter::from_fn(&mut produce).collect())
        .join()
        .unwrap();
    thread::spawn(move || {
        let count = items.len();
        items.into_iter().for_each(&mut consume);
        count
    })
    .join()
    .unwrap()
}
