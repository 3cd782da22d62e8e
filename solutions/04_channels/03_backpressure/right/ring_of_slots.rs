//@ title: A row of `most` slots in which the items lie until they have been consumed

//! A producer and a consumer, and a bound on what is between them.

use std::sync::{Arc, Condvar, Mutex};
use std::{array, thread};

/// What is known of the items. Those from `consumed` to `produced` are in flight.
struct State<T> {
    /// Item number n is in the slot n % most.
    slots: Vec<Option<T>>,
    produced: usize,
    consumed: usize,
    ended: bool,
}

/// Passes everything that `produce` makes on to `consume`, each of them called on a new thread of
/// its own, with at most `most` items in flight (2 or more).
///
/// An item is in flight from when `produce` returns it until `consume` returns from it. `produce` is
/// called until it returns `None`. Returns the number of items consumed.
pub fn pass_on<T, P, C>(most: usize, mut produce: P, mut consume: C) -> usize
where
    T: Send + 'static,
    P: FnMut() -> Option<T> + Send + 'static,
    C: FnMut(T) + Send + 'static,
{
    let shared = Arc::new((
        Mutex::new(State {
            slots: (0..most).map(|_| None).collect(),
            produced: 0,
            consumed: 0,
            ended: false,
        }),
        Condvar::new(),
    ));
    let [for_producer, for_consumer] = array::from_fn(|_| Arc::clone(&shared));

    let producer = thread::spawn(move || {
        let (state, changed) = &*for_producer;
        loop {
            let full = |state: &mut State<T>| state.produced - state.consumed == most;
            drop(changed.wait_while(state.lock().unwrap(), full).unwrap());
            // Nobody else makes items, so there is room when this one has been made.
            let item = produce();
            let mut state = state.lock().unwrap();
            if item.is_none() {
                state.ended = true;
                changed.notify_one();
                return;
            }
            let slot = state.produced % most;
            state.slots[slot] = item;
            state.produced += 1;
            changed.notify_one();
        }
    });

    let consumer = thread::spawn(move || {
        let (state, changed) = &*for_consumer;
        loop {
            let empty = |state: &mut State<T>| state.produced == state.consumed && !state.ended;
            let mut guard = changed.wait_while(state.lock().unwrap(), empty).unwrap();
            let slot = guard.consumed % most;
            let Some(item) = guard.slots[slot].take() else {
                return guard.consumed;
            };
            // Not while the lock is held: the producer has to go on.
            drop(guard);
            consume(item);
            state.lock().unwrap().consumed += 1;
            changed.notify_one();
        }
    });

    producer.join().unwrap();
    consumer.join().unwrap()
}
