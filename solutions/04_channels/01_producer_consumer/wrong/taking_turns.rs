//@ title: The two take turns
//@ idea: "One thread that produces and consumes in a loop does the same."
//@ test: the_producer_need_not_wait_for_the_consumer
//@ kind: deadlock
//@ says: take turns instead of running at the same time

use std::thread;

/// The right items in the right order, and never two things at once.
pub fn pass_on<T, P, C>(mut produce: P, mut consume: C) -> usize
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
