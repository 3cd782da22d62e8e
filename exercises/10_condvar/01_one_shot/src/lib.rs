//! A value that is handed over once, from one thread to another.
//!
//! Make the receiver wait for it, and neither miss it nor wait for nothing. The statement is in
//! README.md.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

struct Shared<T> {
    value: Mutex<Option<T>>,
    changed: Condvar,
}

/// Hands over one value.
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}

/// Waits for the value.
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
}

/// The time is over, and there was neither a value nor the news that there will be none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimedOut;

/// The two ends of a hand-over.
pub fn one_shot<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared {
        value: Mutex::new(None),
        changed: Condvar::new(),
    });
    let sender = Sender {
        shared: Arc::clone(&shared),
    };
    (sender, Receiver { shared })
}

impl<T> Sender<T> {
    /// Hands over `value`. Does not wait.
    pub fn send(self, value: T) {
        *self.shared.value.lock().unwrap() = Some(value);
        self.shared.changed.notify_one();
    }
}

// TODO: what does the receiver learn when the sender is dropped and has sent nothing?

impl<T> Receiver<T> {
    /// Waits for the value, and returns it. `None` when the sender is gone, and there is no value.
    pub fn recv(&mut self) -> Option<T> {
        let value = self.shared.value.lock().unwrap();
        // TODO: what if the value was sent before this line? And what if this thread is woken for
        // no reason?
        let mut value = self.shared.changed.wait(value).unwrap();
        value.take()
    }

    /// As `recv`, but gives up after `patience`.
    ///
    /// A value that is there is returned, however short the patience.
    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        let value = self.shared.value.lock().unwrap();
        let (mut value, waited) = self.shared.changed.wait_timeout(value, patience).unwrap();
        // TODO: the time is over. Is it certain that there is no value? And if it is not over, is
        // it certain that there is one?
        if waited.timed_out() {
            return Err(TimedOut);
        }
        Ok(value.take())
    }
}
