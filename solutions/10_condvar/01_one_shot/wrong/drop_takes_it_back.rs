//@ title: The destructor takes the value back
//@ idea: "`send` is done, and then the sender may say that it is gone."
//@ test: a_value_that_was_sent_before_is_received
//@ kind: panic
//@ says: what was sent stays sent

use std::mem;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

enum State<T> {
    Awaited,
    Sent(T),
    Over,
}

struct Shared<T> {
    state: Mutex<State<T>>,
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
        state: Mutex::new(State::Awaited),
        changed: Condvar::new(),
    });
    let sender = Sender {
        shared: Arc::clone(&shared),
    };
    (sender, Receiver { shared })
}

impl<T> Sender<T> {
    pub fn send(self, value: T) {
        *self.shared.state.lock().unwrap() = State::Sent(value);
    }
}

/// `send` takes `self`, so the destructor runs at its end, too. When the receiver is quick, it has
/// the value by then.
impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let mut state = self.shared.state.lock().unwrap();
        *state = State::Over;
        drop(state);
        self.shared.changed.notify_one();
    }
}

impl<T> Receiver<T> {
    pub fn recv(&mut self) -> Option<T> {
        let state = self.shared.state.lock().unwrap();
        let mut state = self
            .shared
            .changed
            .wait_while(state, |state| awaited(state))
            .unwrap();
        take(&mut state)
    }

    pub fn recv_timeout(&mut self, patience: Duration) -> Result<Option<T>, TimedOut> {
        let state = self.shared.state.lock().unwrap();
        let (mut state, _) = self
            .shared
            .changed
            .wait_timeout_while(state, patience, |state| awaited(state))
            .unwrap();
        if awaited(&state) {
            return Err(TimedOut);
        }
        Ok(take(&mut state))
    }
}

fn awaited<T>(state: &State<T>) -> bool {
    matches!(state, State::Awaited)
}

fn take<T>(state: &mut State<T>) -> Option<T> {
    match mem::replace(state, State::Over) {
        State::Sent(value) => Some(value),
        State::Awaited | State::Over => None,
    }
}
