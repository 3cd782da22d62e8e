//@ title: A `OnceLock` that is set to the value or to nothing, and its own `wait`

//! A value that is handed over once, from one thread to another.

use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

/// Set once: to what was sent, or to `None` by a sender that goes away. The mutex is there only so
/// that the value can be taken out again.
type Slot<T> = Arc<OnceLock<Mutex<Option<T>>>>;

/// Hands over one value.
pub struct Sender<T>(Slot<T>);

/// Waits for the value.
pub struct Receiver<T>(Slot<T>);

/// The time is over, and there was neither a value nor the news that there will be none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimedOut;

/// The two ends of a hand-over.
pub fn one_shot<T>() -> (Sender<T>, Receiver<T>) {
    let slot = Arc::new(OnceLock::new());
    (Sender(Arc::clone(&slot)), Receiver(slot))
}

impl<T> Sender<T> {
    /// Hands over `value`. Does not wait.
    pub fn send(self, value: T) {
        let _ = self.0.set(Mutex::new(Some(value)));
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        // After `send`, this comes too late to change anything.
        let _ = self.0.set(Mutex::new(None));
    }
}

fn take<T>(slot: &Mutex<Option<T>>) -> Option<T> {
    slot.lock().unwrap().take()
}

impl<T> Receiver<T> {
    /// Waits for the value, and returns it. `None` when the sender is gone, and there is no value.
    pub fn recv(&mut self) -> Option<T> {
        take(self.0.wait())
    }

    /// As `recv`, but gives up after `patience`.
    ///
    /// A value that is there is returned, however short the patience.
    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        // A `OnceLock` cannot be waited for with a limit. So this looks, sleeps for as long as it
        // may, and looks once more. It finds everything, if not as soon as it could.
        if self.0.get().is_none() {
            thread::sleep(patience);
        }
        self.0.get().map(take).ok_or(TimedOut)
    }
}
