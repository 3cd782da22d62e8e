//@ title: Tickets, which go round through a second channel

//! A producer and a consumer, and a bound on what is between them.

use std::sync::mpsc;
use std::thread;

/// The right to have one item in flight.
struct Ticket;

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
    let (sender, receiver) = mpsc::channel();
    let (give_back, tickets) = mpsc::channel();
    for _ in 0..most {
        give_back.send(Ticket).unwrap();
    }

    let producer = thread::spawn(move || {
        // The ticket comes first: it is needed from when `produce` returns.
        for ticket in tickets {
            let Some(item) = produce() else { break };
            sender.send((item, ticket)).unwrap();
        }
    });

    let consumer = thread::spawn(move || {
        let mut count = 0;
        for (item, ticket) in receiver {
            consume(item);
            count += 1;
            // It fails when the producer has ended, and does not need it any more.
            let _ = give_back.send(ticket);
        }
        count
    });

    producer.join().unwrap();
    consumer.join().unwrap()
}
