//@ title: A channel of std does the waiting

//! A value that is handed over once, from one thread to another.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Hands over one value.
pub struct Sender<T>(mpsc::Sender<T>);

/// Waits for the value.
pub struct Receiver<T>(mpsc::Receiver<T>);

/// The time is over, and there was neither a value nor the news that there will be none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimedOut;

/// The two ends of a hand-over.
pub fn one_shot<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = mpsc::channel();
    (Sender(sender), Receiver(receiver))
}

impl<T> Sender<T> {
    /// Hands over `value`. Does not wait.
    pub fn send(self, value: T) {
        // If the receiver is gone, nobody wants the value. `self` is dropped here, and with it the
        // only sender of the channel.
        let _ = self.0.send(value);
    }
}

impl<T> Receiver<T> {
    /// Waits for the value, and returns it. `None` when the sender is gone, and there is no value.
    pub fn recv(&mut self) -> Option<T> {
        self.0.recv().ok()
    }

    /// As `recv`, but gives up after `patience`.
    ///
    /// A value that is there is returned, however short the patience.
    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        match self.0.recv_timeout(patience) {
            Ok(value) => Ok(Some(value)),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => Err(TimedOut),
        }
    }
}
