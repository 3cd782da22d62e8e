//@ title: A flag beside the lock
//@ idea: "An atomic flag needs no lock."
//@ test: a_sender_that_goes_away_is_noticed
//@ kind: deadlock
//@ says: Is everything that it waits for changed under the lock

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

struct Shared<T> {
    value: Mutex<Option<T>>,
    gone: AtomicBool,
    changed: Condvar,
}

pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}

pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimedOut;

pub fn one_shot<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Arc::new(Shared {
        value: Mutex::new(None),
        gone: AtomicBool::new(false),
        changed: Condvar::new(),
    });
    let sender = Sender {
        shared: Arc::clone(&shared),
    };
    (sender, Receiver { shared })
}

impl<T> Sender<T> {
    pub fn send(self, value: T) {
        *self.shared.value.lock().unwrap() = Some(value);
    }
}

/// The flag can change between the receiver's look and its wait: the receiver holds a lock, but not
/// one that this thread needs. The notification then comes before the wait.
impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.shared.gone.store(true, Ordering::SeqCst);
        self.shared.changed.notify_one();
    }
}

impl<T> Shared<T> {
    fn awaited(&self, value: &Option<T>) -> bool {
        value.is_none() && !self.gone.load(Ordering::SeqCst)
    }
}

impl<T> Receiver<T> {
    pub fn recv(&mut self) -> Option<T> {
        let mut value = self.shared.value.lock().unwrap();
        while self.shared.awaited(&value) {
            value = self.shared.changed.wait(value).unwrap();
        }
        value.take()
    }

    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        let value = self.shared.value.lock().unwrap();
        let (mut value, waited) = self
            .shared
            .changed
            .wait_timeout_while(value, patience, |value| self.shared.awaited(value))
            .unwrap();
        if waited.timed_out() {
            return Err(TimedOut);
        }
        Ok(value.take())
    }
}
