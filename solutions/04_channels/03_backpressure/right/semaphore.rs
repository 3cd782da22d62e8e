//@ title: A semaphore made of a lock and a condition variable, and permits that give themselves back

//! A producer and a consumer, and a bound on what is between them.

use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::thread;

/// Counts the items that may still be in flight.
struct Semaphore {
    free: Mutex<usize>,
    given_back: Condvar,
}

/// One item may be in flight as long as this lives.
struct Permit(Arc<Semaphore>);

impl Permit {
    /// Waits until there is one.
    fn acquire(semaphore: &Arc<Semaphore>) -> Permit {
        let free = semaphore.free.lock().unwrap();
        *semaphore
            .given_back
            .wait_while(free, |free| *free == 0)
            .unwrap() -= 1;
        Permit(Arc::clone(semaphore))
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap() += 1;
        self.0.given_back.notify_one();
    }
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
    let semaphore = Arc::new(Semaphore {
        free: Mutex::new(most),
        given_back: Condvar::new(),
    });
    let (sender, receiver) = mpsc::channel();

    let producer = thread::spawn(move || {
        loop {
            let permit = Permit::acquire(&semaphore);
            let Some(item) = produce() else { break };
            sender.send((item, permit)).unwrap();
        }
    });

    let consumer = thread::spawn(move || {
        let mut count = 0;
        // The permit has a name, so it is dropped after `consume`, and not before.
        for (item, _permit) in receiver {
            consume(item);
            count += 1;
        }
        count
    });

    producer.join().unwrap();
    consumer.join().unwrap()
}
