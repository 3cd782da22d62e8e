//@ title: They take turns
//@ idea: "One loop that makes an item and uses it up can never run ahead."
//@ test: two_can_be_in_flight
//@ kind: deadlock
//@ says: do the two take turns

use std::thread;

/// One in flight, always.
pub fn pass_on<T, P, C>(_most: usize, mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    thread::spawn(move || {
        let mut count = 0;
        while let Some(item) = produce() {
            consume(item);
            count += 1;
        }
        count
    })
    .join()
    .unwrap()
}
