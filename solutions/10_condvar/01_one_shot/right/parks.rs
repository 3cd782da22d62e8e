//@ title: No condition variable: the receiver leaves its thread's handle, and parks

//! A value that is handed over once, from one thread to another.

use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

struct State<T> {
    value: Option<T>,
    sender_is_gone: bool,
    /// Who is to be woken.
    receiver: Option<Thread>,
}

type Shared<T> = Arc<Mutex<State<T>>>;

/// Hands over one value.
pub struct Sender<T>(Shared<T>);

/// Waits for the value.
pub struct Receiver<T>(Shared<T>);

/// The time is over, and there was neither a value nor the news that there will be none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimedOut;

/// The two ends of a hand-over.
pub fn one_shot<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Mutex::new(State {
        value: None,
        sender_is_gone: false,
        receiver: None,
    }));
    (Sender(Arc::clone(&shared)), Receiver(shared))
}

impl<T> Sender<T> {
    /// Hands over `value`. Does not wait.
    pub fn send(self, value: T) {
        // Nobody is woken here: the sender is dropped next, and that is the news.
        self.0.lock().unwrap().value = Some(value);
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let receiver = {
            let mut state = self.0.lock().unwrap();
            state.sender_is_gone = true;
            state.receiver.take()
        };
        // If it has not parked yet, its next `park` returns at once: nothing can be missed.
        if let Some(thread) = receiver {
            thread.unpark();
        }
    }
}

impl<T> Receiver<T> {
    /// What the sender has left, when it is gone. Else it is told whom to wake.
    fn look(&self) -> Option<Option<T>> {
        let mut state = self.0.lock().unwrap();
        if state.sender_is_gone {
            return Some(state.value.take());
        }
        // Anew each time: the receiver may have moved to another thread since the last call.
        state.receiver = Some(thread::current());
        None
    }

    /// Waits for the value, and returns it. `None` when the sender is gone, and there is no value.
    pub fn recv(&mut self) -> Option<T> {
        loop {
            match self.look() {
                Some(value) => return value,
                None => thread::park(),
            }
        }
    }

    /// As `recv`, but gives up after `patience`.
    ///
    /// A value that is there is returned, however short the patience.
    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        let start = Instant::now();
        loop {
            // The clock is read before the look: whoever gives up has looked when it was over.
            let waited = start.elapsed();
            if let Some(value) = self.look() {
                return Ok(value);
            }
            if waited >= patience {
                return Err(TimedOut);
            }
            thread::park_timeout(patience - waited);
        }
    }
}
