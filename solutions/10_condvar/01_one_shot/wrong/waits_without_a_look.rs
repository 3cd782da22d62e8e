//@ title: It waits without looking first
//@ idea: "The notification waits for me until I come."
//@ test: a_value_that_was_sent_before_is_received
//@ kind: deadlock
//@ says: does the receiver look before it waits

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

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let mut state = self.shared.state.lock().unwrap();
        if matches!(*state, State::Awaited) {
            *state = State::Over;
        }
        drop(state);
        self.shared.changed.notify_one();
    }
}

impl<T> Receiver<T> {
    /// A condition variable remembers nothing: what was said before nobody has heard.
    pub fn recv(&mut self) -> Option<T> {
        let mut state = self.shared.state.lock().unwrap();
        loop {
            state = self.shared.changed.wait(state).unwrap();
            if !awaited(&state) {
                return take(&mut state);
            }
        }
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
